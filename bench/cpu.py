"""User CPU time of commands, two side by side, so that what the machine is busy with hits both alike."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """The user CPU seconds of a command and of what it is held against: the least of several runs each."""

    name: str
    seconds: float
    against: str
    against_seconds: float

    @property
    def ratio(self) -> float:
        return self.seconds / self.against_seconds

    def line(self, limit: float) -> str:
        verdict = "within" if self.ratio <= limit else "ABOVE"
        return (
            f"{self.ratio:.2f} x  ({verdict} {limit} x)   {self.name}: {self.seconds:.3f} s user CPU;"
            f" {self.against}: {self.against_seconds:.3f} s"
        )


def run_quietly(command: Sequence[str]) -> float:
    """Run a command to its end, its output thrown away, and return its user CPU seconds."""
    # An installed package is compiled already; where Python may not keep what it compiles, each run would
    # compile the whole of claimdb, and nothing of what it is held against.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def measure(name: str, command: Sequence[str], against: str, other: Sequence[str], runs: int) -> Measurement:
    """Run both in turn, ``runs`` times after one that fills the caches, and take the least of each."""
    run_quietly(command)
    run_quietly(other)
    pairs = [(run_quietly(command), run_quietly(other)) for _ in range(runs)]
    return Measurement(name, min(first for first, _ in pairs), against, min(second for _, second in pairs))
