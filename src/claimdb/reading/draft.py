"""The roles of a page's paragraphs while they are being found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from claimdb.model import Role

from .headings import LONGEST_TITLE, heading_words
from .label import Label
from .lines import Paragraph, ends_sentence, is_list_item

FURNITURE: tuple[Role, ...] = ("metadata", "boilerplate")
LONGEST_FURNITURE = 120
FEWEST_SHOUTED = 6
SHOUTED_SHARE = 0.8
Mark = Literal["byline", "publisher"]


def _in_capitals(paragraphs: Sequence[Paragraph]) -> bool:
    long = [p.text[:LONGEST_TITLE] for p in paragraphs if len(p.text.split()) >= FEWEST_SHOUTED]
    return sum(map(str.isupper, long)) > SHOUTED_SHARE * len(long)


class Draft:
    """The roles while they are being found; every step fills some and overrides none."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        labels: Mapping[int, Label],
        title: str | None,
        known: Mapping[int, Role],
    ) -> None:
        self.paragraphs = list(paragraphs)
        self.labels = labels
        self.given_title = heading_words(title).casefold() if title else None
        self.roles: list[Role | None] = [
            None if p.first_line in labels else known.get(p.first_line) for p in paragraphs
        ]
        self.capitals = _in_capitals(paragraphs)
        """True if all of the text is in capitals, as old captions are: then they set nothing off."""
        self.standfirsts: set[int] = set()
        self.menu = False
        """True for a page that begins with its site's menu."""
        self.marks: dict[int, Mark] = {}
        """Of the metadata, what says of itself what it is by its place alone."""

    def text(self, index: int) -> str:
        return self.paragraphs[index].text

    def labelled(self, index: int) -> bool:
        return self.paragraphs[index].first_line in self.labels

    def free(self, index: int) -> bool:
        """True if the paragraph has no role yet and starts no turn."""
        return self.roles[index] is None and not self.labelled(index)

    def is_given_title(self, index: int) -> bool:
        text = self.text(index)
        return len(text) <= LONGEST_TITLE and heading_words(text).casefold() == self.given_title

    def unfinished(self, index: int) -> bool:
        return not ends_sentence(self.text(index)) and not self.text(index).endswith((":", ";"))

    def short(self, index: int) -> bool:
        """True for a line that may be a caption or a running header: short, and no sentence."""
        text = self.text(index)
        return (
            self.free(index)
            and len(text) <= LONGEST_FURNITURE
            and not ends_sentence(text)
            and not is_list_item(text)
        )
