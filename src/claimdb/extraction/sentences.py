"""Where sentences start, by punctuation: edited text and transcripts mark it better than a parse finds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENERS = r"\"'“”‘„«»(\["
_CLOSERS = r"\"'”’»«“)\]"
_END = re.compile(
    rf"""(?: [.?!…]+ [{_CLOSERS}]* (?:\s*<\.\.\.>)? [{_CLOSERS}]*  # a mark, what closes there, an omission
        ) \s+ (?=[{_OPENERS}–—-]*\s?[\w\[$£€#@])
      | \n[^\S\n]*\n\s*                                          # or a blank line
    """,
    re.VERBOSE,
)
_LAST_WORD = re.compile(r"[\w.&'’-]+$")

# Never the last word of a sentence: a name or a number follows.
_BEFORE_NAMES = frozenset(
    """mr mrs ms mx dr prof gen sen sens rep reps gov govs lt col sgt capt cmdr adm maj pvt cpl hon rev fr sr
    pres supt det messrs mme mlle st mt ft vs v fig art ph dept atty asst e.g i.e cf viz jan feb mar apr jun
    jul aug sep sept oct nov dec""".split()
)
# May end a sentence or not: it does where a word follows that starts sentences.
_MAYBE_LAST = frozenset("jr inc corp co ltd llc plc etc al a.m p.m ph.d m.d b.a m.a esq bros".split())
_STARTERS = frozenset(
    """a after all also although an and another as asked at because before but by during each even every for
    from he her here his how however i if in it its last many meanwhile more most my new no nor not now of
    on once one only or other our she since so some still such that the their then there these they this
    those though to today two under until we what when where whether which while who why with yet
    you your""".split()
)
# "…?" Silva asked.  What follows the quotation belongs to its sentence.
_INQUIT = re.compile(
    r"""[–—―-]*\s*(?:[\w.'’-]+,?\s+){1,7}?
    (?:said|says|asked|asks|told|added|adds|replied|wrote|writes|answered|exclaimed|continued|responded|shouted|
    tweeted|demanded|wondered|insisted|joked|quipped|explained|declared|recalled)\b""",
    re.VERBOSE,
)


def sentence_starts(text: str) -> Iterator[int]:
    """The offsets at which a sentence of ``text`` starts, the first word's included, in order."""
    first = len(text) - len(text.lstrip())
    if first == len(text):
        return
    yield first
    for match in _END.finditer(text):
        if first < match.start() and match.end() < len(text) and _ends_a_sentence(text, match):
            yield match.end()


def _ends_a_sentence(text: str, match: re.Match[str]) -> bool:
    mark = match.group().rstrip()
    if not mark:  # a blank line
        return True
    following = text[match.end() : match.end() + 40].lstrip("\"'“”‘„«»([–—- ")
    if not following or following[0].islower():
        return False
    if len(mark) > 1 and mark[-1] in "\"”’»'" and mark[0] in "?!":
        tag = text[match.end() : match.end() + 120].split("\n")[0]
        if tag[:1] not in "\"“«„‘'" and _INQUIT.match(tag):
            return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
    last = word.group().lower().lstrip("'’-") if word else ""
    if len(mark) > 1 and mark[1] in "?!":
        return True
    if last in _BEFORE_NAMES or (last in {"no", "nos"} and following[0].isdigit()):
        return False
    if last in _MAYBE_LAST or "." in last or (len(last) == 1 and last.isalpha()):
        return _starts_sentences(following) and not (len(last) == 1 and "." not in last and last != "i")
    return True


def _starts_sentences(following: str) -> bool:
    word = re.match(r"[\w’']+", following)
    return word is not None and word.group().split("’")[0].split("'")[0].lower() in _STARTERS
