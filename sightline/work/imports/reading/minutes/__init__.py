"""Minutes of a meeting: who was there, what was asked, what was resolved, what was promised in passing."""

from __future__ import annotations

from typing import Any

from sightline.work.imports.reading.memory import Memory
from sightline.work.imports.reading.minutes.reader import confidence_of, read_minutes
from sightline.work.imports.reading.printed_text import Printed


def confidence(paper: Printed) -> float:
    """How sure one can be, 0.0 to 1.0, that a paper is minutes: told by the labels of a page and the words of minutes."""
    return confidence_of(paper)


def read(paper: Printed, memory: Memory) -> dict[str, Any]:
    """What minutes say, in the keys of the read contract (file, sha256, pages and error are left to the caller), and `places`."""
    return read_minutes(paper, memory)
