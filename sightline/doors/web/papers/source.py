"""What a paper was read from: its numbered lines with the passage marked, or the picture of the page; and the file itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.domain.meetings import queries
from sightline.domain.meetings.queries import Placed
from sightline.doors.web.files import served, served_picture
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.errors import NotFound, Unreadable
from sightline.work.imports.pictures import picture_of
from sightline.work.imports.source_lines import SourceLine, page_sizes, source_lines

MOST = 2_000  # lines on one page; of a longer paper those around the passage


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as the page shows it. id: for links; marked: part of the passage asked for; taken: what begins here."""

    id: str
    number: int
    text: str
    marked: bool
    taken: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a PDF: its number of how many, its size in points, and the boxes marked on it."""

    number: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]
    taken: tuple[Placed, ...]


@require_safe
def source(request: SignedIn, number: int) -> HttpResponse:
    """The source at a passage: ?of=outcome-3, ?line=14 (&last=15) or ?page=2; ?source=2 for another than the first."""
    paper = queries.paper_alone(request.user, number)
    sources = list(paper.sources.all())
    if not sources:
        raise NotFound("The file of this paper is not kept here.")
    here = queries.source_of(paper, _whole(request, "source") or sources[0].position)
    placed = queries.places_in(paper) if here.position == sources[0].position else []
    asked = next((one for one in placed if one.anchor == request.GET.get("of")), None)
    context: dict[str, Any] = {
        "paper": paper, "sources": sources, "here": here, "asked": asked, "lines": [], "picture": None, "problem": "",
        "cut": False,
    }  # fmt: skip
    try:
        if here.file.kind == "pdf":
            context["picture"] = _page(request, here.file, placed, asked)
        else:
            context |= _lines(request, source_lines(here.file), placed, asked)
    except Unreadable as problem:
        context["problem"] = problem.sentence
    return render(request, "papers/source.html", context)


@require_safe
def picture(request: SignedIn, number: int, page: int) -> FileResponse:
    """The picture of a page of a PDF; ?source=2 for another than the first source."""
    paper = queries.paper_alone(request.user, number)
    here = queries.source_of(paper, _whole(request, "source") or 1)
    if here.file.kind != "pdf":
        raise NotFound("This source of the paper has no pages to show.")
    return served_picture(picture_of(here.file, page), f"paper-{number}-page-{page}.png")


@require_safe
def file(request: SignedIn, number: int, position: int) -> FileResponse:
    """A source as it came, as a download."""
    here = queries.source_of(queries.paper_alone(request.user, number), position)
    return served(here.file, here.name)


def _whole(request: SignedIn, name: str) -> int | None:
    """A whole number of the address, or None."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 7 else None


def _page(request: SignedIn, pdf: Any, placed: list[Placed], asked: Placed | None) -> ShownPage:
    sizes = page_sizes(pdf)
    first = asked.row.page if asked else next((one.row.page for one in placed if one.row.page), 1)
    number = min(max(_whole(request, "page") or first or 1, 1), len(sizes))
    width, height = sizes[number - 1]
    here = tuple(one for one in placed if one.row.page == number or _boxes([one], number))
    marked = _boxes([asked] if asked else [one for one in here if one.part != "aside"], number)
    return ShownPage(number, len(sizes), width, height, tuple(marked), here)


def _boxes(placed: Iterable[Placed], page: int) -> list[tuple[float, float, float, float]]:
    boxes = [box for one in placed for box in one.row.boxes if box.get("page") == page]
    return [(box["left"], box["top"], box["right"], box["bottom"]) for box in boxes]


def _lines(
    request: SignedIn, lines: list[SourceLine], placed: list[Placed], asked: Placed | None
) -> dict[str, Any]:
    sheet = asked.row.page if asked else _whole(request, "page")
    first = asked.row.first if asked else _whole(request, "line")
    last = (asked.row.last if asked else _whole(request, "last")) or first
    taken: dict[tuple[int | None, int | None], list[Placed]] = {}
    for one in placed:
        taken.setdefault((one.row.page, one.row.first), []).append(one)
    shown = [
        ShownLine(
            id=f"line-{line.number}" if line.sheet is None else f"line-{line.sheet}-{line.number}",
            number=line.number,
            text=line.text,
            marked=_within(line, sheet, first, last),
            taken=tuple(taken.get((line.sheet, line.number), ())),
        )
        for line in lines
    ]
    at = next((place for place, line in enumerate(shown) if line.marked), 0)
    start = max(0, at - MOST // 2) if len(shown) > MOST else 0
    return {"lines": shown[start : start + MOST], "cut": len(shown) > MOST}


def _within(line: SourceLine, sheet: int | None, first: int | None, last: int | None) -> bool:
    if first is None or last is None or (line.sheet is not None and line.sheet != (sheet or 1)):
        return False
    return first <= line.number <= last
