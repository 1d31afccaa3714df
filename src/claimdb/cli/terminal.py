"""Where output goes: a terminal with colours, or a pipe; how words of documents are made harmless."""

from __future__ import annotations

import os
import sys
from io import TextIOBase, TextIOWrapper
from typing import TYPE_CHECKING, Final, TextIO, cast

if TYPE_CHECKING:
    from rich.console import Console

# Control characters could move the cursor or recolour the screen, and direction overrides could
# make a name read as another one.  Each is shown as a sign of its own, so that nothing is hidden.
HARMLESS: Final = (
    {code: 0x2400 + code for code in range(0x20)}
    | {0x7F: 0x2421}
    | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
    | dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
)
HARMLESS_LINES: Final = {code: shown for code, shown in HARMLESS.items() if code != ord("\n")}

# A file's name can hold bytes that are no character; \udcff is what JSON, too, writes for one.
ESCAPED: Final = "backslashreplace"


def counted(number: int, noun: str) -> str:
    """The number with its noun: 1 statement, 2 statements."""
    return f"{number} {noun}{'s' * (number != 1)}"


def hundredths(share: float) -> str:
    """A share of 1 in two decimals; what is below 1 is never rounded up to it."""
    return f"{share if share >= 1 else min(share, 0.99):.2f}"


def one_line(text: str) -> str:
    """The text on one line, spaces run together, without a character that acts on the terminal."""
    return " ".join(text.split()).translate(HARMLESS)


def lines(text: str) -> str:
    """The text with its line breaks, without a character that acts on the terminal."""
    return text.replace("\r\n", "\n").replace("\t", "    ").translate(HARMLESS_LINES)


def decorated(stream: TextIO) -> bool:
    """Whether the stream shows colours and boxes: a terminal, or told to be taken for one."""
    if os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE") == "1":
        return True
    return stream.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def coloured(stream: TextIO) -> bool:
    """Whether the stream shows colours: a decorated one, unless the person wants none."""
    return decorated(stream) and not os.environ.get("NO_COLOR")


def wrapped(text: str, *, indent: int = 0) -> str:
    """The text in lines as wide as the terminal, broken between words only; in a pipe it stays one line."""
    if not decorated(sys.stdout):
        return text
    import shutil
    import textwrap

    return textwrap.fill(
        text,
        width=max(shutil.get_terminal_size().columns, 2 * indent),
        subsequent_indent=" " * indent,
        replace_whitespace=False,
        drop_whitespace=True,
        break_long_words=False,
        break_on_hyphens=False,
    )


def console(stream: TextIO) -> Console:
    """A Rich console that takes text as it stands: no markup, no emoji names, no guessing of colours."""
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def notice(message: str) -> None:
    """A line for the person, beside the output: on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"{one_line(message)}\n")


def tolerant() -> None:
    """Let no character stop the output: one that the terminal's encoding lacks is shown escaped.

    What goes to a stream that was closed before (``>&-``) goes nowhere.
    """
    if sys.stdout is None or sys.stderr is None:  # so it is then, whatever the types say
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - as long as the program
        sys.stdout, sys.stderr = sys.stdout or nowhere, sys.stderr or nowhere
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)


class Shield(TextIOBase):
    """A stream to a terminal that passes data on with its control characters made harmless."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(text.replace("\r\n", "\n").translate(HARMLESS_LINES))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()


def data_stream() -> TextIO:
    """Standard output for data: UTF-8 and byte for byte into a pipe or a file, harmless on a terminal."""
    if sys.stdout.isatty():
        return cast("TextIO", Shield(sys.stdout))
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=ESCAPED, newline="")
    return sys.stdout
