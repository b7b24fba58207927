"""Where the papers of a list lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from sightline.work.imports.queries import Line


@dataclass(frozen=True)
class Row:
    """A line of a list with its addresses: where it is worked on, and what became of it (address and words)."""

    line: Line
    href: str
    became: tuple[str, str] | None


def address(name: str, *args: object) -> str | None:
    """The address of a page that another subject may have, or None."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def rows_with_links(lines: Iterable[Line]) -> list[Row]:
    return [
        Row(line, reverse("import-review", args=[line.reading.pk]), became(line.reading)) for line in lines
    ]


def became(reading: object) -> tuple[str, str] | None:
    """The inspection, the plan or the paper of the register that a reading became: its address and its name."""
    inspection, plan = getattr(reading, "inspection", None), getattr(reading, "plan", None)
    paper = getattr(reading, "paper", None)
    if inspection is not None:
        found = address("inspection", inspection.number)
        return (found, f"Inspection {inspection.number}") if found else None
    if plan is not None:
        found = address("plan", plan.number)
        return (found, str(plan)) if found else None
    if paper is not None:
        found = address("paper", paper.number)
        return (found, f"Paper {paper.number}, {paper.title}") if found else None
    return None
