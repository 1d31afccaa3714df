"""Turn a checkpoint into what ships: the encoder and the linker as ONNX, the weights of 8 bits.

python training/export.py build/tagger/epoch4.pt src/claimdb/extraction/tagging/model
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from network import Network, Size
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn

from claimdb.extraction.tagging.pieces import FEATURES
from claimdb.extraction.tagging.weights import CHECKED, digest_of

if TYPE_CHECKING:
    from torch import Tensor

HERE = Path(__file__).parent


class EncoderGraph(nn.Module):
    """From pieces to what is needed of each word: its score as a cue, and its two sides of a link."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, features: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        words = network.encoded(pieces, features, firsts)
        return network.cue(words).squeeze(-1), network.word(words), network.anchor(words)


class LinkerGraph(nn.Module):
    """From the words and cues of one window to the scores of the roles."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, words: Tensor, anchors: Tensor, distances: Tensor, ways: Tensor) -> Tensor:
        return self.network.linked(words.unsqueeze(0), anchors, distances, ways)


def main() -> None:
    parser = argparse.ArgumentParser(description="Turn a checkpoint into what ships.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="keep the weights at 32 bits, to compare")
    arguments = parser.parse_args()
    export(arguments.checkpoint, arguments.out, whole=arguments.float)


def export(checkpoint: Path, out: Path, *, whole: bool = False) -> None:
    """Write the graphs and the settings of ``checkpoint`` into the folder ``out``; ``whole``: at 32 bits."""
    config = tomllib.loads((HERE / "tagger.toml").read_text())
    network = Network(Size(**config["size"]))
    network.load_state_dict(torch.load(checkpoint)["network"])
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        _encoder(network, plain)
        if whole:
            (out / "encoder.onnx").write_bytes(plain.read_bytes())
        else:
            _quantised(plain, out / "encoder.onnx")
    _linker(network, out / "linker.onnx")
    weights = digest_of([(out / name).read_bytes() for name in CHECKED])
    _settings(network, config, weights, out / "settings.toml")


def _encoder(network: Network, path: Path) -> None:
    pieces = torch.randint(1000, 20000, (1, 40))
    features = torch.zeros(1, 40, FEATURES, dtype=torch.long)
    firsts = torch.arange(1, 31).unsqueeze(0)
    _export(
        EncoderGraph(network),
        (pieces, features, firsts),
        path,
        {"pieces": {1: "pieces"}, "features": {1: "pieces"}, "firsts": {1: "words"}},
        ["cues", "words", "anchors"],
    )


def _linker(network: Network, path: Path) -> None:
    width = network.size.linking
    distances, ways = torch.zeros(3, 30, dtype=torch.long), torch.zeros(3, 30, 3, dtype=torch.int8)
    inputs = (torch.zeros(30, width), torch.zeros(3, width), distances, ways)
    across = {0: "cues", 1: "words"}
    axes = {"words": {0: "words"}, "anchors": {0: "cues"}, "distances": across, "ways": across}
    _export(LinkerGraph(network), inputs, path, axes, ["scores"])


def _export(
    graph: nn.Module,
    inputs: tuple[Tensor, ...],
    path: Path,
    axes: dict[str, dict[int, str]],
    outputs: list[str],
) -> None:
    torch.onnx.export(
        graph,
        inputs,
        path,
        input_names=list(axes),
        output_names=outputs,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def _quantised(plain: Path, path: Path) -> None:
    """8 bits, each output column with its own scale; 7 of them used, since without VNNI 8 overflow."""
    ready = plain.with_name("ready.onnx")
    quant_pre_process(plain, ready)
    quantize_dynamic(ready, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _settings(network: Network, config: dict[str, object], weights: str, path: Path) -> None:
    rows = [[round(value, 4) for value in row] for row in network.chain.follows.tolist()]
    begins = [round(value, 4) for value in network.chain.begins.tolist()]
    path.write_text(
        f'# Written by training/export.py.\nweights = "{weights}"\n'
        f"threshold = {config['threshold']}\nleast = {config['least']}\nreach = {network.size.reach}\n"
        f"begins = {begins}\nfollows = {rows}\n"
        "confidence = [0.0, 1.0, 0.0, 0.0, 0.0]\n",  # until calibration.py fits it
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
