"""The reader for transcripts in JSON and JSONL: lists of utterances under the names that programs use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from .dates import find_date
from .pieces import clean
from .transcripts import Utterance

READER = "json 1"

TEXT: Final = (
    "text", "transcript", "utterance", "content", "body", "sentence", "message", "line", "words", "caption",
    "dialogue", "speech", "punctuated_word", "display", "value",
)  # fmt: skip
_NEXT_VOICE = re.compile(r"\s*\[SPEAKER[_ ]TURN\]\s*", re.IGNORECASE)
SPEAKER: Final = (
    "speaker", "speaker_name", "speakername", "speaker_label", "speakerlabel", "speaker_id", "speakerid",
    "speakertag", "name", "author", "user", "username", "participant", "role", "who", "voice", "character",
)  # fmt: skip
START: Final = (
    "start", "start_time", "starttime", "start_ms", "startms", "tstartms", "start_timestamp",
    "starttimestamp", "begin", "from", "offset", "start_offset", "startoffset", "offsetmilliseconds",
    "timestamp", "time", "ts", "startseconds", "start_seconds",
)  # fmt: skip
END: Final = (
    "end", "end_time", "endtime", "end_ms", "endms", "end_timestamp", "endtimestamp", "to", "stop", "end_ts",
    "end_offset", "endoffset", "endseconds", "end_seconds",
)  # fmt: skip
_META: Final = (
    ("title", ("title", "headline", "episode_title", "episodetitle", "meeting_title")),
    ("author", ("author", "authors", "byline", "creator")),
    ("published", ("published", "date_published", "datepublished", "published_at", "publishedat", "date",
                   "pubdate", "publish_date", "air_date", "recorded_at", "created_at", "createdat")),
    ("publisher", ("publisher", "site_name", "sitename", "outlet", "program", "podcast", "show")),
    ("url", ("url", "link", "canonical_url", "source_url")),
    ("language", ("language", "lang", "language_code", "languagecode")),
)  # fmt: skip
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,9}))?")
_AMOUNT = re.compile(r"(?:PT)?(-?\d{1,12}(?:\.\d{1,9})?)\s*(s|sec|seconds|ms)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z]{2,4})?")
_LANGUAGE_NAMES: Final = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "russian": "ru", "portuguese": "pt",
    "italian": "it", "ukrainian": "uk", "polish": "pl", "dutch": "nl", "chinese": "zh", "japanese": "ja",
    "arabic": "ar", "turkish": "tr",
}  # fmt: skip

DEEPEST = 12
"""Lists of utterances are looked for this deep."""
FEWEST_TEXTS = 0.6
"""The share of a list's objects that carry words, for it to be a transcript."""
# Speech runs at two to four words a second; times with a thousand units a word are milliseconds.
LONGEST_WORD = 20.0

Json = dict[str, Any]


class NoTranscriptError(ValueError):
    """The JSON holds no transcript; the message says why, for people."""


def load(text: str) -> object:
    """The value of JSON, or the list of values of JSON Lines."""
    text = text.lstrip("\ufeff")
    try:
        return json.loads(text)
    except RecursionError:
        raise NoTranscriptError("the JSON is nested too deep") from None
    except ValueError as error:
        values = _lines(text)
        if values is None:
            where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            raise NoTranscriptError(f"the JSON is broken or cut off{where}") from None
        return values


def _lines(text: str) -> list[Any] | None:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        return None


def read(value: object) -> tuple[list[Utterance], dict[str, str]]:
    """The utterances of a transcript and the metadata that stands beside them."""
    says = dict(_metadata(value))
    names = dict(_speakers(value))
    for shape in (_amazon, _monologues, _listed, _word_by_word):
        found = [each for each in shape(value, names) if clean(each.words)]
        if found:
            return _without_marks(found), says
    raise NoTranscriptError(
        "no transcript is found in this JSON: claimdb looks for a list of objects with text, and speaker "
        "or start"
    )


def _without_marks(spoken: Iterable[Utterance]) -> list[Utterance]:
    """The utterances without the signs by which a recogniser says that another voice goes on."""
    found: list[Utterance] = []
    fresh = False
    for each in spoken:
        words = _NEXT_VOICE.sub("", each.words)
        begun = _NEXT_VOICE.match(each.words.lstrip()) is not None
        if clean(words):
            found.append(replace(each, words=words, fresh=each.fresh or fresh or begun))
            fresh = False
        fresh = fresh or (words != each.words and not (begun and clean(words)))
    return found


# --------------------------------------------------------------------------------- the list


def _listed(value: object, names: Mapping[str, str]) -> Iterator[Utterance]:
    """The list of objects with words, and speakers or times, that holds the most text."""
    best: list[Json] = []
    longest = 0
    for rows in _lists(value):
        worded = [row for row in rows if _text(row)]
        if not worded or len(worded) < FEWEST_TEXTS * len(rows):
            continue
        marked = [
            row
            for row in worded
            if _speaker(row, names) or _find(row, START) is not None or "timestamps" in row
        ]
        size = sum(len(_text(row)) for row in marked)
        # The words of a transcript repeat its segments; segments have more to an object.
        if len(marked) >= FEWEST_TEXTS * len(worded) and size > longest * 1.05:
            spread = sum(len(_text(row).split()) for row in marked) / len(marked)
            if not best or spread > 1.5:
                best, longest = marked, size
    if not best or sum(len(_text(row).split()) for row in best) < 1.5 * len(best):
        return
    yield from said_in(best, names)


def said_in(rows: Iterable[Json], names: Mapping[str, str]) -> Iterator[Utterance]:
    """What the objects of a list say, one by one; ``names`` has the speakers by their ids."""
    return _timed((_text(row), _speaker(row, names), *_times(row)) for row in rows)


def _lists(value: object) -> Iterator[list[Json]]:
    """Every list of objects, outer ones first; the parts of one utterance are not looked into."""
    level = [value]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for node in level:
            if isinstance(node, dict):
                below.extend(each for each in node.values() if isinstance(each, (dict, list)))
            elif isinstance(node, list):
                rows = [_plain(each) for each in node if isinstance(each, dict)]
                if rows:
                    yield rows
                below.extend(each for each in node if isinstance(each, (dict, list)))
        level = below
        if not level:
            return


def _plain(row: Json) -> Json:
    """The object with its keys in small letters, dashes as underscores."""
    return {key.casefold().replace("-", "_"): each for key, each in row.items()}


def _find(row: Json, keys: Iterable[str]) -> object:
    """The value of the first of the keys that the object has one for."""
    return next((row[key] for key in keys if row.get(key) not in (None, "", [])), None)


def _text(row: Json) -> str:
    for key in TEXT:
        found = _find(row, (key,))
        if isinstance(found, str) and found.strip():
            return found
    best = next((row[key] for key in ("alternatives", "nbest") if isinstance(row.get(key), list)), None)
    if best and isinstance(best[0], dict):
        return _text(_plain(best[0]))
    parts = next((row[key] for key in ("segs", "sentences") if isinstance(row.get(key), list)), None)
    if parts:
        between = "" if "segs" in row else " "
        words = (each.get("utf8") or each.get("text") for each in parts if isinstance(each, dict))
        return between.join(word for word in words if isinstance(word, str))
    return ""


def _speaker(row: Json, names: Mapping[str, str]) -> str | None:
    found = _find(row, SPEAKER)
    if isinstance(found, dict):
        found = _find(_plain(found), ("name", "displayname", "display_name", "label", "fullname", "id"))
    if isinstance(found, bool) or not isinstance(found, (str, int, float)):
        return None
    shown = clean(str(found))[:120].strip(" :")
    shown = names.get(shown, shown)
    if not shown or shown.casefold() in ("none", "null", "unknown", "undefined"):
        return None
    return f"Speaker {shown}" if shown.isdigit() or len(shown) == 1 else shown


def _speakers(value: object) -> Iterator[tuple[str, str]]:
    """Names that stand in a list or table of speakers, by the id that the utterances use."""
    if not isinstance(value, dict):
        return
    table = next(
        (value[key] for key in ("speakers", "participants", "speaker_map", "speakerMap") if key in value),
        None,
    )
    if isinstance(table, dict):
        for key, name in table.items():
            shown = _find(_plain(name), ("name", "displayname", "label")) if isinstance(name, dict) else name
            if isinstance(shown, str) and clean(shown):
                yield str(key), clean(shown)
    elif isinstance(table, list):
        for row in table:
            if isinstance(row, dict):
                row = _plain(row)
                key = _find(row, ("id", "speaker_id", "speakerid", "label", "spkid", "speaker"))
                shown = _find(row, ("name", "displayname", "speaker_name", "fullname"))
                if isinstance(key, (str, int)) and isinstance(shown, str) and clean(shown):
                    yield str(key), clean(shown)


# -------------------------------------------------------------------------------- the times

_Raw = tuple[str, str | None, float | None, float | None]


def _times(row: Json) -> tuple[float | None, float | None]:
    inner = row.get("timestamps")
    if isinstance(inner, dict):
        return _seconds("from", inner.get("from")), _seconds("to", inner.get("to"))
    if isinstance(row.get("timestamp"), list) and len(row["timestamp"]) == 2:
        return _seconds("", row["timestamp"][0]), _seconds("", row["timestamp"][1])
    start = _keyed(row, START)
    end = _keyed(row, END)
    length = _keyed(row, ("duration", "dur", "dduration", "ddurationms", "duration_ms"))
    if end is None and start is not None and length is not None:
        end = start + length
    return start, end


def _keyed(row: Json, keys: Iterable[str]) -> float | None:
    for key in keys:
        found = row.get(key)
        if found is not None:
            seconds = _seconds(key, found)
            if seconds is not None:
                return seconds
    return None


def _seconds(key: str, value: object) -> float | None:
    """A time in seconds, or in whatever unit plain numbers are in, which ``_timed`` finds out."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        seconds = float(value) if abs(value) < 1e15 else None
        if seconds is not None and key.endswith(("ms", "milliseconds")):
            seconds /= 1000
        return seconds
    if isinstance(value, dict):
        return _seconds("seconds", value.get("seconds"))
    if not isinstance(value, str):
        return None
    match = _CLOCK.fullmatch(value.strip())
    if match is not None:
        hours, minutes, whole, parts = match.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{parts or 0}")
    amount = _AMOUNT.fullmatch(value.strip())
    if amount is None:
        return None
    return float(amount[1]) / (1000 if (amount[2] or "").casefold() == "ms" else 1)


def _timed(rows: Iterable[_Raw]) -> Iterator[Utterance]:
    """Utterances with times in seconds: numbers too far apart for the words between are milliseconds."""
    kept = list(rows)
    starts = [start for _, _, start, _ in kept if start is not None]
    ends = [end for _, _, _, end in kept if end is not None]
    words = sum(len(words.split()) for words, _, _, _ in kept)
    span = (max(ends, default=0.0) or max(starts, default=0.0)) - min(starts, default=0.0)
    unit = 1000.0 if starts and span > LONGEST_WORD * max(words, 1) else 1.0
    for said, label, start, end in kept:
        yield Utterance(
            said, label, None if start is None else start / unit, None if end is None else end / unit
        )


# ---------------------------------------------------------------------------- other shapes


def _amazon(value: object, names: Mapping[str, str]) -> Iterator[Utterance]:
    """Amazon Transcribe: words and punctuation one by one, each with its speaker."""
    results = value.get("results") if isinstance(value, dict) else None
    if not isinstance(results, dict) or not isinstance(results.get("items"), list):
        return
    items = results["items"]
    turns = {
        str(part.get("start_time")): str(part.get("speaker_label"))
        for part in _rows(_rows_under(results.get("speaker_labels"), "segments"), "items")
    }
    rows = []
    for item in items:
        if isinstance(item, dict) and _text(item):
            who = item.get("speaker_label") or turns.get(str(item.get("start_time")))
            rows.append((_text(item), None if who is None else str(who), *_times(item)))
    yield from _joined_words(rows, names)


def _rows_under(value: object, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _rows(rows: Iterable[Any], key: str) -> Iterator[Json]:
    for row in rows:
        yield from (each for each in _rows_under(row, key) if isinstance(each, dict))


def _monologues(value: object, names: Mapping[str, str]) -> Iterator[Utterance]:
    """Rev: monologues of elements, the white space among them."""
    for part in _rows_under(value, "monologues"):
        elements = [each for each in _rows_under(part, "elements") if isinstance(each, dict)]
        words = "".join(str(each.get("value", "")) for each in elements)
        times = [_times(each) for each in elements]
        start = next((start for start, _ in times if start is not None), None)
        end = next((end for _, end in reversed(times) if end is not None), None)
        if isinstance(part, dict):
            yield Utterance(words, _speaker(part, names), start, end)


def _word_by_word(value: object, names: Mapping[str, str]) -> Iterator[Utterance]:
    """Words one by one with their times, as recognisers give them where they give no sentences."""
    rows: list[_Raw] = []
    for found in _lists(value):
        words = [(row, _find(row, ("punctuated_word", "word", "text", "content", "value"))) for row in found]
        if all(isinstance(word, str) and _find(row, START) is not None for row, word in words):
            rows.extend((str(word), _speaker(row, names), *_times(row)) for row, word in words)
    timed = [(each.words, each.label, each.start, each.end) for each in _timed(rows)]
    yield from _joined_words(timed, names)


def _joined_words(rows: Iterable[_Raw], names: Mapping[str, str]) -> Iterator[Utterance]:
    """Utterances out of words: cut where the speaker changes and after a sentence."""
    parts: list[str] = []
    label: str | None = None
    start: float | None = None
    end: float | None = None
    for word, who, begins, ends in rows:
        mark = not any(character.isalnum() for character in word)
        if parts and not mark and (who != label or parts[-1].endswith((".", "?", "!"))):
            yield Utterance(" ".join(parts), names.get(label or "", label), start, end)
            parts = []
        if mark and parts:
            parts[-1] += word.strip()
            continue
        if not parts:
            label, start = who, begins
        parts.append(word.strip())
        end = ends
    if parts:
        yield Utterance(" ".join(parts), names.get(label or "", label), start, end)


# --------------------------------------------------------------------------------- metadata


def _metadata(value: object) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        return
    top = _plain(value)
    below = (top.get(key) for key in ("metadata", "meta", "info", "episode"))
    inner = [top, *(_plain(each) for each in below if isinstance(each, dict))]
    for key, names in _META:
        for table in inner:
            found = _meaning(key, _find(table, names))
            if found:
                yield key, found
                break


def _meaning(key: str, value: object) -> str | None:
    if isinstance(value, list):
        value = ", ".join(each for each in value if isinstance(each, str))
    if isinstance(value, dict):
        value = value.get("name")
    if not isinstance(value, str):
        return None
    words = clean(value)[:500]
    if key == "published":
        return find_date(words)
    if key == "language":
        return _LANGUAGE_NAMES.get(words.casefold()) or (
            words[:2].casefold() if _LANGUAGE.fullmatch(words) else None
        )
    return words or None
