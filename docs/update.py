"""Puts real output into the documentation: every block between two marks is what its command prints.

    python docs/update.py           rewrite the blocks
    python docs/update.py --check   exit with 1, naming them, if any block says something else

In a Markdown file a block is

    <!-- output of: claimdb stats --limit 3 -->
    (replaced)
    <!-- end of output -->

The commands of a file run in its order, in an empty folder with a copy of ``seeds/``, as on a terminal 100
columns wide.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
BLOCK = re.compile(r"(<!-- output of: (claimdb[^\n]*?) -->\n).*?(\n<!-- end of output -->)", re.DOTALL)
STYLING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TERMINAL = {"COLUMNS": "100", "TTY_COMPATIBLE": "1", "NO_COLOR": "1", "PYTHONUTF8": "1"}


def main() -> int:
    """Rewrite or check every Markdown file that has blocks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 if something would be"
    )
    check = parser.parse_args().check
    stale = 0
    for file in (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))):
        written = file.read_text(encoding="utf-8")
        fresh = refreshed(written)
        if fresh == written:
            continue
        stale += 1
        if check:
            sys.stderr.write(f"{file.relative_to(REPOSITORY)} is behind: run python docs/update.py\n")
        else:
            file.write_text(fresh, encoding="utf-8")
    return int(check and stale > 0)


def refreshed(markdown: str) -> str:
    """The text with every block as its command prints it now."""
    if not BLOCK.search(markdown):
        return markdown
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "seeds", Path(folder, "seeds"))
        return BLOCK.sub(lambda match: match[1] + printed(match[2], Path(folder)) + match[3], markdown)


def printed(command: str, folder: Path) -> str:
    """What a person sees who types the command: the prompt, and its output without colours."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("CLAIMDB_")} | TERMINAL,
        capture_output=True,
        check=True,
    )
    lines = STYLING.sub("", done.stdout.decode()).splitlines()
    return "\n".join(["```console", f"$ {command}", *(line.rstrip() for line in lines), "```"])


if __name__ == "__main__":
    sys.exit(main())
