"""The times that labels print: how far into a recording, or by the clock on the wall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

LATEST_START = 5 * 60
"""Seconds; a recording's first label stands within them."""
LONGEST_DAY = 24 * 60
HALF_DAY = 12 * 3600
SLOWEST_SPEECH = 7.0
"""Characters a second; people say twelve and more, and pause."""
FASTEST_SPEECH = 60.0
RISING_SHARE = 0.9
_HALF = re.compile(r"\s?([AaPp])\.?[Mm]\.?$")


def seconds(time: str) -> int:
    """``7:05`` is minutes and seconds, ``1:07:05`` hours too."""
    total = 0
    for part in _HALF.sub("", time).split(":"):
        total = 60 * total + int(part)
    return total


def is_half_day(time: str) -> bool:
    """True for a time with "am" or "pm" behind it."""
    return _HALF.search(time) is not None


def normal_time(time: str, *, by_clock: bool = False) -> str:
    """A time as ``HH:MM:SS``; ``by_clock`` takes its first part for hours where there are only two."""
    half = _HALF.search(time)
    whole = seconds(time) * (60 if (by_clock or half) and time.count(":") == 1 else 1)
    if half:
        whole = whole % HALF_DAY + (HALF_DAY if half[1] in "Pp" else 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def is_by_clock(times: Sequence[str], characters: int) -> bool:
    """True if times of two parts are hours and minutes: no recording begins so late and runs so.

    ``characters``: how many stand between the first time and the last.
    """
    if len(times) < 2 or any(time.count(":") != 1 for time in times):
        return False
    counted = [seconds(time) for time in times]
    if counted[0] < LATEST_START or max(counted) >= LONGEST_DAY:
        return False
    between = counted[-1] - counted[0]
    return between <= 0 or not SLOWEST_SPEECH * between <= characters <= FASTEST_SPEECH * between


def is_rising(times: Sequence[str]) -> bool:
    """True if hardly any time is earlier than the one before it."""
    counted = [seconds(time) for time in times]
    return sum(after >= before for before, after in pairwise(counted)) >= RISING_SHARE * (len(counted) - 1)
