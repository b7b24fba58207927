"""The readers of the register of papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from sightline.domain.governance.models import Body
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import NotFound

from . import rules, words
from .commands.correcting import PART_MODELS
from .drafts import ATTENDANCE_ROLES, NOTE_ROLES
from .models import (
    Attendance,
    Item,
    Outcome,
    OutcomeQuerySet,
    Paper,
    PaperAside,
    PaperCorrection,
    PaperNote,
    PaperQuerySet,
    PaperSource,
    Part,
    PrintedFigure,
    PrintedScore,
    Recommendation,
)

LATEST = (F("date").desc(nulls_last=True), "-number")
PAPER_SORTS: dict[str, tuple[Any, ...]] = {
    "-date": LATEST,
    "date": (F("date").asc(nulls_last=True), "number"),
    "number": ("number",),
    "-number": ("-number",),
    "title": ("title", "number"),
    "-title": ("-title", "-number"),
    "kind": ("kind", *LATEST),
    "-kind": ("-kind", *LATEST),
    "body": (F("body__name").asc(nulls_last=True), *LATEST),
    "-body": (F("body__name").desc(nulls_last=True), *LATEST),
}
OF_PAPER = (F("paper__date").desc(nulls_last=True), "-paper__number", "position", "number")
OUTCOME_SORTS: dict[str, tuple[Any, ...]] = {
    "-date": OF_PAPER,
    "date": (F("paper__date").asc(nulls_last=True), "paper__number", "position", "number"),
    "kind": ("kind", *OF_PAPER),
    "-kind": ("-kind", *OF_PAPER),
    "body": (F("paper__body__name").asc(nulls_last=True), *OF_PAPER),
    "-body": (F("paper__body__name").desc(nulls_last=True), *OF_PAPER),
}
NO_BODY = "none"


@dataclass(frozen=True, slots=True)
class PaperFilters:
    """What a list of papers is narrowed to. body: an id, or NO_BODY for papers whose body is not known here.

    since and until leave undated papers out; `undated` shows only these. promises: only papers with a resolution, commitment
    or decision. out: the papers that were taken out of the register instead of those that stand in it.
    """

    kind: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""
    promises: bool = False
    undated: bool = False
    out: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeFilters:
    """What the list of resolutions and commitments is narrowed to; as PaperFilters."""

    kind: str = ""
    body: str = ""
    since: date | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list, with how many resolutions (or decisions), commitments and recommendations it holds."""

    paper: Paper
    resolutions: int
    commitments: int
    recommendations: int


@dataclass(frozen=True, slots=True)
class ItemOfPaper:
    """An item with what it came to; item None: outcomes that stand in no item."""

    item: Item | None
    outcomes: tuple[Outcome, ...]
    figures: tuple[PrintedFigure, ...] = ()
    scores: tuple[PrintedScore, ...] = ()

    @property
    def narrative(self) -> str:
        """What is said of the item, without the lines that only repeat a resolution or the words that bring it in."""
        if self.item is None:
            return ""
        agreed = [one for one in self.outcomes if one.kind in ("resolution", "decision")]
        repeated = {rules.bare(words) for one in agreed for words in (one.text, one.verb) if words}
        lines = self.item.text.split("\n")
        return "\n".join(line for line in lines if rules.bare(line) not in repeated).strip()


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of one section: rows of (name, {column: figure}) under the columns as printed."""

    section: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, dict[str, PrintedFigure]], ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A part with a place in its source. part: as in addresses ("outcome"), or "aside"; words: "Resolution 2"."""

    part: str
    words: str
    row: Any

    @property
    def anchor(self) -> str:
        """Where it stands on the paper's page, and what the source's page is asked for."""
        return f"{self.part}-{self.row.number}"


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One paper with everything that its page shows."""

    paper: Paper
    sources: tuple[PaperSource, ...]
    items: tuple[ItemOfPaper, ...]
    recommendations: tuple[Recommendation, ...]
    attendance: tuple[tuple[str, tuple[Attendance, ...]], ...]
    notes: dict[str, tuple[PaperNote, ...]]
    scores: tuple[PrintedScore, ...]
    tables: tuple[FigureTable, ...]
    asides: tuple[PaperAside, ...]
    doubts: tuple[PaperAside, ...]
    corrections: tuple[PaperCorrection, ...]

    @property
    def outcomes(self) -> list[Outcome]:
        return [outcome for item in self.items for outcome in item.outcomes]

    def count(self, kind: str) -> int:
        """How many resolutions, commitments or decisions it holds."""
        return sum(outcome.kind == kind for outcome in self.outcomes)

    def corrected(self, part: str, number: int | None = None) -> bool:
        """Whether a slip was mended in a part of it after it was registered."""
        return any((one.part, one.part_number) == (part, number) for one in self.corrections)


def papers(user: Any, filters: PaperFilters | None = None, *, sort: str = "-date") -> PaperQuerySet:
    """The papers that a user may see, latest first, with their bodies; `paper_rows` counts what a page of them holds."""
    asked = filters or PaperFilters()
    rows = Paper.objects.visible_to(user).select_related("body").defer("places", "as_read", "facts")
    rows = rows.exclude(withdrawn_on=None) if asked.out else rows.standing()
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.text.strip():
        rows = rows.filter(title__icontains=asked.text.strip())
    if asked.promises:
        rows = rows.filter(Exists(Outcome.objects.filter(paper=OuterRef("pk"))))
    if asked.undated:
        rows = rows.filter(date=None)
    rows = rows.filter(_period("date", asked.since, asked.until), _of_body("body", asked.body))
    return rows.order_by(*PAPER_SORTS.get(sort, LATEST))


def paper_rows(rows: Iterable[Paper]) -> list[PaperRow]:
    """These papers, which the user may see, with counts; two statements for them all."""
    shown = list(rows)
    held = [paper.pk for paper in shown]
    counted = (
        Outcome.objects.filter(paper__in=held)
        .order_by()
        .values("paper")
        .annotate(
            commitments=Count("pk", filter=Q(kind="commitment")),
            resolutions=Count("pk", filter=Q(kind__in=["resolution", "decision"])),
        )
    )
    outcomes = {row["paper"]: row for row in counted}
    asked = (
        Recommendation.objects.filter(paper__in=held).order_by().values("paper").annotate(number=Count("pk"))
    )
    recommended = {row["paper"]: row["number"] for row in asked}
    nothing = {"resolutions": 0, "commitments": 0}
    return [
        PaperRow(
            paper,
            outcomes.get(paper.pk, nothing)["resolutions"],
            outcomes.get(paper.pk, nothing)["commitments"],
            recommended.get(paper.pk, 0),
        )
        for paper in shown
    ]


def paper_for(user: Any, number: int) -> PaperPage:
    """One paper with all its parts, taken out or not; NotFound where there is none or the user may not see it."""
    paper = (
        Paper.objects.visible_to(user)
        .select_related("body", "registered_by", "of_meeting__meeting__body")
        .prefetch_related(
            "items", "outcomes", "figures", "recommendations", "attendance", "notes", "scores", "asides", "corrections",
            Prefetch("sources", PaperSource.objects.select_related("file")),
        )
        .filter(number=number)
        .first()
    )  # fmt: skip
    if paper is None:
        raise NotFound("There is no such paper.")
    asides = paper.asides.all()
    return PaperPage(
        paper=paper,
        sources=tuple(paper.sources.all()),
        items=tuple(_items(paper)),
        recommendations=tuple(paper.recommendations.all()),
        attendance=_by_role(paper.attendance.all(), ATTENDANCE_ROLES),
        notes=dict(_by_role(paper.notes.all(), NOTE_ROLES)),
        scores=tuple(paper.scores.all()),
        tables=tuple(_tables([one for one in paper.figures.all() if one.item_id is None])),
        asides=tuple(one for one in asides if not one.doubt),
        doubts=tuple(one for one in asides if one.doubt),
        corrections=tuple(paper.corrections.all()),
    )


def paper_alone(user: Any, number: int) -> Paper:
    """One paper without its parts, with its body and its sources."""
    found = (
        Paper.objects.visible_to(user)
        .select_related("body")
        .prefetch_related(Prefetch("sources", PaperSource.objects.select_related("file")))
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such paper.")
    return found


def part_for(user: Any, number: int, part: str, part_number: int) -> Part:
    """One part of a paper ("outcome", 3), with its paper loaded."""
    model = PART_MODELS.get(part)
    paper = paper_alone(user, number)
    held: Any = model._default_manager if model else None
    found = held.filter(paper=paper, number=part_number).first() if held else None
    if found is None:
        raise NotFound("There is no such part of the paper.")
    found.paper = paper
    return found


def corrections_of(paper: Paper, part: str, number: int | None) -> list[PaperCorrection]:
    """The slips that were mended in one part of a paper, or at its head (part "", number None)."""
    return list(paper.corrections.filter(part=part, part_number=number))


def source_of(paper: Paper, position: int) -> PaperSource:
    """One source of a paper that was got with its sources; NotFound for a wrong position."""
    found = next((one for one in paper.sources.all() if one.position == position), None)
    if found is None:
        raise NotFound("The paper has no such source.")
    return found


def places_in(paper: Paper) -> list[Placed]:
    """Every part of a paper that stands somewhere in its source, in the order of the places."""
    found: list[Placed] = []
    sorts: dict[str, type[Part]] = {**PART_MODELS, "aside": PaperAside}
    for part, model in sorts.items():
        manager: Any = model._default_manager
        rows = manager.filter(paper=paper).exclude(page=None, first=None)
        found += [Placed(part, _called(part, row), row) for row in rows]
    return sorted(found, key=lambda one: (one.row.page or 0, one.row.first or 0, one.row.position))


def outcomes(user: Any, filters: OutcomeFilters | None = None, *, sort: str = "-date") -> OutcomeQuerySet:
    """Every resolution, commitment and decision that a user may see, with paper, body and item; those of the latest first."""
    asked = filters or OutcomeFilters()
    rows = Outcome.objects.visible_to(user).select_related("paper__body", "item")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.text.strip():
        part = asked.text.strip()
        rows = rows.filter(Q(text__icontains=part) | Q(item__title__icontains=part))
    rows = rows.filter(_period("paper__date", asked.since, asked.until), _of_body("paper__body", asked.body))
    return rows.order_by(*OUTCOME_SORTS.get(sort, OF_PAPER))


def papers_of_body(user: Any, body: Body, *, most: int) -> list[PaperRow]:
    """The latest papers of a body that stand in the register, with counts; `most` + 1 where there are more than `most`."""
    return paper_rows(papers(user, PaperFilters(body=str(body.pk)))[: most + 1])


def bodies_with_papers(user: Any) -> list[Body]:
    """The bodies whose papers a user may see, by name; for a filter."""
    held = Paper.objects.visible_to(user).filter(body=OuterRef("pk"))
    return list(Body.objects.filter(Exists(held)).order_by("name", "pk"))


def papers_with_file(user: Any, file: StoredFile) -> QuerySet[Paper]:
    """The papers that stand in the register of which this file is a source."""
    return Paper.objects.visible_to(user).standing().filter(sources__file=file).order_by("number")


def _called(part: str, row: Any) -> str:
    """What a part is called beside its place in the source."""
    if part == "outcome":
        return " ".join(filter(None, [row.get_kind_display(), row.printed_number]))
    if part == "note":
        return " ".join(filter(None, [row.get_role_display(), row.printed_number]))
    if part == "attendance":
        return str(row.get_role_display())
    if part == "aside":
        return "Kept with a doubt" if row.doubt else "Set aside"
    return " ".join(filter(None, [words.PARTS[part], getattr(row, "printed_number", "")]))


def _period(column: str, since: date | None, until: date | None) -> Q:
    within = Q()
    if since is not None:
        within &= Q(**{f"{column}__gte": since})
    if until is not None:
        within &= Q(**{f"{column}__lte": until})
    return within


def _of_body(column: str, body: str) -> Q:
    if body == NO_BODY:
        return Q(**{column: None})
    return Q(**{column: int(body)}) if body.isdecimal() and len(body) < 16 else Q()


def _items(paper: Paper) -> Iterator[ItemOfPaper]:
    """Items in their order; before them what stands in none. Figures that belong to no item make the tables instead."""
    outcomes, figures, scores = (
        sorted(paper.outcomes.all(), key=_place),
        paper.figures.all(),
        paper.scores.all(),
    )
    loose = tuple(one for one in outcomes if one.item_id is None)
    if loose:
        yield ItemOfPaper(None, loose)
    for item in paper.items.all():
        yield ItemOfPaper(
            item,
            tuple(one for one in outcomes if one.item_id == item.pk),
            tuple(one for one in figures if one.item_id == item.pk),
            tuple(one for one in scores if one.extra.get("item") == item.position - 1),
        )


def _place(outcome: Outcome) -> tuple[int, int, int]:
    """In the order of the paper; what was added without a place stands at the end."""
    nowhere = 10**9
    return (outcome.page or (0 if outcome.first else nowhere), outcome.first or nowhere, outcome.position)


def _by_role(rows: Iterable[Any], roles: dict[str, str]) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    held: dict[str, list[Any]] = {role: [] for role in roles}
    for row in rows:
        held[row.role].append(row)
    return tuple((role, tuple(each)) for role, each in held.items() if each)


def _tables(figures: list[PrintedFigure]) -> Iterator[FigureTable]:
    """Figures section by section; those of one row of the paper (or of one name) stand in one row here."""
    for section, each in groupby(figures, key=lambda one: one.section):
        rows: dict[Any, tuple[str, dict[str, PrintedFigure]]] = {}
        columns: dict[str, None] = {}
        for figure in each:
            columns.setdefault(figure.column)
            key = (figure.row, figure.name)
            rows.setdefault(key, (figure.name, {}))[1].setdefault(figure.column, figure)
        yield FigureTable(section, tuple(columns), tuple(rows.values()))
