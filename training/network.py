"""The tagger's network: a small BERT encoder, a head for cues, and a head for what belongs to each of them.

The encoder is that of Devlin et al. (2019), with three features of the print added to its embeddings.
What belongs to a cue is tagged word by word, given the cue, as semantic roles are (Shi & Lin, 2019): so
linking is learned with the tags, and attributions may overlap, nest and be interrupted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from claimdb.extraction.tagging.syntax import RELATIONS, TAGS, WAYS

if TYPE_CHECKING:
    from pathlib import Path

ROLES = ("none", "source", "cue", "content")
SHAPES, MARKS, PLACES = 6, 4, 3
"""How many values the features of the print take (see ``claimdb.extraction.tagging.pieces``)."""
NEW = ("shapes", "marks", "places", "tags", "relations")
"""The encoder's tables that the pre-trained weights know nothing of."""


@dataclass(frozen=True)
class Size:
    """The network's measures; the encoder's are those of the pre-trained weights."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    linking: int = 192
    """Width of the head that tags, given a cue."""
    reach: int = 24
    """How many classes of distance from the cue there are on either side."""
    dropout: float = 0.1


class Layer(nn.Module):
    """One transformer layer, normalised after each part."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads = size.heads
        self.attention = nn.Linear(size.hidden, 3 * size.hidden)
        self.output = nn.Linear(size.hidden, size.hidden)
        self.first = nn.LayerNorm(size.hidden, eps=1e-12)
        self.widen = nn.Linear(size.hidden, size.inner)
        self.narrow = nn.Linear(size.inner, size.hidden)
        self.second = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = nn.Dropout(size.dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        parts = self.attention(x).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (width // self.heads) ** -0.5
        if mask is not None:
            scores = scores + mask
        weights = self.dropout(scores.softmax(-1)) @ value
        joined = weights.transpose(1, 2).reshape(batch, length, width)
        x = self.first(x + self.dropout(self.output(joined)))
        return self.second(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word pieces and features of the print to vectors, ``(batch, pieces, hidden)``."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.hidden)
        self.positions = nn.Embedding(size.positions, size.hidden)
        self.shapes = nn.Embedding(SHAPES, size.hidden)
        self.marks = nn.Embedding(MARKS, size.hidden)
        self.places = nn.Embedding(PLACES, size.hidden)
        self.norm = nn.LayerNorm(size.hidden, eps=1e-12)
        self.dropout = nn.Dropout(size.dropout)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.tags = nn.Embedding(len(TAGS) + 1, size.hidden)
        self.relations = nn.Embedding(len(RELATIONS) + 1, size.hidden)
        for table in (self.shapes, self.marks, self.places):
            nn.init.normal_(table.weight, std=0.005)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None = None) -> Tensor:
        shapes, marks, places, tags, relations = features.unbind(-1)
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.words(pieces) + self.positions(at) + self.shapes(shapes) + self.marks(marks)
        x = x + self.places(places) + self.tags(tags) + self.relations(relations)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    """Encoder, cue head, and linking head."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.encoder = Encoder(size)
        self.dropout = nn.Dropout(size.dropout)
        self.cue = nn.Sequential(nn.Linear(size.hidden, size.linking), nn.ReLU(), nn.Linear(size.linking, 1))
        self.word = nn.Linear(size.hidden, size.linking)
        self.anchor = nn.Linear(size.hidden, size.linking)
        self.distance = nn.Embedding(2 * size.reach + 1, size.linking)
        self.way = nn.Embedding(WAYS, size.linking)
        self.under = nn.Embedding(len(RELATIONS) + 1, size.linking)
        self.over = nn.Embedding(len(RELATIONS) + 1, size.linking)
        self.second = nn.Linear(size.linking, size.linking)
        self.role = nn.Linear(size.linking, len(ROLES))
        self.chain = Chain(len(ROLES))
        self.loose = nn.Linear(size.hidden, len(ROLES) - 1)
        nn.init.normal_(self.distance.weight, std=0.02)
        for table in self.parse_tables():
            nn.init.zeros_(table.weight)

    def parse_tables(self) -> list[nn.Embedding]:
        """What is known of the parse: nothing, before it is trained."""
        return [self.encoder.tags, self.encoder.relations, self.way, self.under, self.over]

    def encoded(self, pieces: Tensor, features: Tensor, firsts: Tensor, mask: Tensor | None = None) -> Tensor:
        """The vector of each word's first piece: ``firsts`` are their places, ``(batch, words)``."""
        x = self.dropout(self.encoder(pieces, features, mask))
        return x.gather(1, firsts.unsqueeze(-1).expand(-1, -1, x.shape[-1]))

    def linked(self, words: Tensor, anchors: Tensor, distances: Tensor, ways: Tensor) -> Tensor:
        """Scores of the roles of each word given each cue, ``(cues, words, roles)``.

        ``words`` is ``(cues, words, linking)``, ``anchors`` ``(cues, linking)``, ``distances``
        ``(cues, words)`` the class of each word's distance from the cue, ``ways`` ``(cues, words, 3)`` that
        of the way through the parse.
        """
        way, under, over = ways.long().unbind(-1)
        x = words + anchors.unsqueeze(1) + self.distance(distances)
        x = torch.relu(x + self.way(way) + self.under(under) + self.over(over))
        return self.role(torch.relu(self.second(self.dropout(x))))


def pretrained(size: Size, weights: Path) -> Network:
    """The network with the encoder's weights from a BERT checkpoint (``model.safetensors``)."""
    network = Network(size)
    given = load_file(weights)
    encoder = network.encoder
    state = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    state["positions.weight"] = (
        state["positions.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    names = {
        "output": "attention.output.dense",
        "first": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "second": "output.LayerNorm",
    }
    for i in range(size.layers):
        old = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            three = [given[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"layers.{i}.attention.{part}"] = torch.cat(three)
            for new, name in names.items():
                state[f"layers.{i}.{new}.{part}"] = given[f"{old}{name}.{part}"]
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {f"{name}.weight" for name in NEW}:
        raise ValueError(f"{weights}: not the weights of such a network: {missing} {unexpected}")
    return network


class Chain(nn.Module):
    """A linear-chain conditional random field over the roles (Lafferty, McCallum & Pereira, 2001)."""

    def __init__(self, roles: int) -> None:
        super().__init__()
        self.begins = nn.Parameter(torch.zeros(roles))
        self.follows = nn.Parameter(torch.eye(roles))
        """``follows[a, b]``: how well role ``b`` goes after role ``a``."""

    def loss(self, scores: Tensor, roles: Tensor, known: Tensor) -> Tensor:
        """Negative log-likelihood of each row's ``roles``; ``known`` is false at the padding behind."""
        return self._total(scores, known) - self._score(scores, roles, known)

    def _score(self, scores: Tensor, roles: Tensor, known: Tensor) -> Tensor:
        here = scores.gather(-1, roles.unsqueeze(-1)).squeeze(-1) * known
        steps = self.follows[roles[:, :-1], roles[:, 1:]] * known[:, 1:]
        return self.begins[roles[:, 0]] + here.sum(-1) + steps.sum(-1)

    def _total(self, scores: Tensor, known: Tensor) -> Tensor:
        total = self.begins + scores[:, 0]
        for at in range(1, scores.shape[1]):
            further = torch.logsumexp(total.unsqueeze(-1) + self.follows, dim=1) + scores[:, at]
            total = torch.where(known[:, at].unsqueeze(-1), further, total)
        return total.logsumexp(-1)
