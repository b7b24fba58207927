"""The readers of imports: what was uploaded, how far it is, and one paper under review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from sightline.domain.governance.queries import council
from sightline.domain.inspections import frameworks
from sightline.domain.inspections.models import Inspection
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.queries import jobs_about
from sightline.ground.lib.errors import NotFound

from . import drafts, rules
from .drafts import Counts, Draft
from .models import READING_STATES, Reading, ReadingQuerySet
from .paper_fields import KINDS as PAPER_KINDS
from .pictures import picture_of
from .reviewing import problems_of

GOING_ON = ("waiting", "reading")
SORTS = {
    "name": ("name", "pk"),
    "uploaded": ("upload_id", "position", "pk"),
    "state": ("state", "-pk"),
    "kind": ("kind", "-pk"),
}
QUIET = timedelta(minutes=2)  # after so long without one paper read, people are told that nothing happens
NO_READING = "There is no such paper among the imports."


@dataclass(frozen=True)
class Standing:
    """How a reading stands, for people. value: of the marks "review"; busy: work goes on; note: what more is to say."""

    value: str
    word: str
    busy: bool = False
    note: str = ""


@dataclass(frozen=True)
class Line:
    """A reading as lists show it: what was read of it, how it stands, and the inspection that is here already.

    elsewhere  it is about another council than the one that this installation serves
    body       of ours, that the printed name means: (id, name); looked up for the lists that need it
    """

    reading: Reading
    standing: Standing
    look: tuple[str, ...]
    twin: Mapping[str, Any] | None = None
    elsewhere: bool = False
    body: tuple[int, str] | None = None

    @property
    def looks(self) -> tuple[str, ...]:
        """What to look at, as it was noted when the paper was read (quality.LOOKS)."""
        return tuple((self.reading.quality.get("looks") or {}).values())

    @property
    def same(self) -> tuple[Mapping[str, Any], ...]:
        """The papers that it may be the same as, as they were found when it was read."""
        return tuple(self.reading.quality.get("same") or ())

    @property
    def is_paper(self) -> bool:
        """Whether it goes into the register of papers."""
        return self.reading.kind in PAPER_KINDS

    @property
    def head(self) -> Mapping[str, Any]:
        """Authority, framework and days as ISO dates of an inspection; empty for other kinds."""
        return self.reading.counts.get("head") or {}

    @property
    def days(self) -> dict[str, date]:
        return {
            name: date.fromisoformat(self.head[name])
            for name in ("start", "end", "published", "letter_date")
            if self.head.get(name)
        }

    @property
    def can_be_accepted(self) -> bool:
        """Whether a person may accept it from the list, without opening it: nothing in it asks for a closer look."""
        plain = self.reading.state == "read" and not self.look and self.twin is None and not self.elsewhere
        if self.reading.kind == "inspection":
            return plain and "same" not in (self.reading.quality.get("looks") or {})
        known = self.is_paper and self.reading.kind != "indicators" and self.body is not None
        return plain and known and not self.looks and not self.reading.counts.get("stops")


@dataclass(frozen=True)
class ReviewPage:
    """One paper: its reading, and for an inspection under review or accepted its draft with all that is asked of it."""

    reading: Reading
    standing: Standing
    draft: Draft | None
    counts: Counts | None
    problems: tuple[rules.Problem, ...]
    twin: Mapping[str, Any] | None
    open: bool
    elsewhere: bool = False

    @property
    def stops(self) -> bool:
        """Whether something must be stated before it can be accepted."""
        return any(problem.stops for problem in self.problems)


def readings(
    user: Any, *, state: str = "", kind: str = "", text: str = "", mine: bool = False, sort: str = ""
) -> ReadingQuerySet:
    """The papers that were uploaded, newest first, without what was read of them.

    state  a key of READING_STATES; text: part of the file's name, of the council's or of the uploader's
    sort   a key of SORTS, with "-" before it for downwards
    """
    check_may_import(user)
    rows = (
        Reading.objects.visible_to(user)
        .select_related("upload", "inspection", "plan", "paper")
        .defer("result", "draft", "source", "inspection__requires", "inspection__outcome")
    )
    if state:
        rows = rows.filter(state__in=GOING_ON if state in GOING_ON else (state,))
    if kind:
        rows = rows.filter(kind=kind)
    if mine:
        rows = rows.filter(upload__by=user.pk)
    if words := text.strip():
        rows = rows.filter(
            Q(name__icontains=words)
            | Q(folder__icontains=words)
            | Q(counts__head__authority__icontains=words)
            | Q(counts__head__title__icontains=words)
            | Q(counts__head__body__icontains=words)
            | Q(upload__by_name__icontains=words)
        )
    return _sorted(rows, sort)


def _sorted(rows: ReadingQuerySet, sort: str) -> ReadingQuerySet:
    order = SORTS.get(sort.removeprefix("-"))
    if order is None:
        return rows
    rows = rows.order_by(*order)
    return rows.reverse() if sort.startswith("-") else rows


def states_count(user: Any) -> dict[str, int]:
    """How many papers are in each state; for the figures above the list."""
    check_may_import(user)
    rows = Reading.objects.visible_to(user).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def states() -> list[tuple[str, str]]:
    return [(state, word) for state, word in READING_STATES.items() if state != "reading"]


def kinds() -> list[tuple[str, str]]:
    return list(rules.KINDS.items())


def lines(rows: Iterable[Reading]) -> tuple[Line, ...]:
    """Readings of a list with how they stand: three statements more, however many they are."""
    held = list(rows)
    jobs = _jobs_of(held)
    twins = _twins(row for row in held if row.state == "read" and row.kind == "inspection")
    ours = council() if any((row.counts.get("head") or {}).get("authority") for row in held) else None
    return tuple(
        Line(
            row,
            standing(row, jobs.get(row.pk)),
            tuple(row.counts.get("look") or ()),
            twins.get(row.pk),
            ours is not None and row.state == "read" and is_elsewhere(row, ours),
        )
        for row in held
    )


def _jobs_of(held: list[Reading]) -> dict[int, Job]:
    """The latest job of each reading that waits: one of its own, or one that reads many of its upload."""
    waiting = {row.pk: row.upload_id for row in held if row.state in GOING_ON}
    if not waiting:
        return {}
    about = Q(about_kind="reading", about_id__in=waiting)
    about |= Q(about_kind="upload", about_id__in=set(waiting.values()), name="imports.read_papers")
    found: dict[int, Job] = {}
    for job in Job.objects.filter(about).exclude(state="done").order_by("id"):
        found.update(
            dict.fromkeys(job.arguments.get("reading_ids") or [job.arguments.get("reading_id")], job)
        )
    return found


def council_named(reading: Reading) -> str:
    """The council that a paper names, in lower case; "" where it names none."""
    return ((reading.counts.get("head") or {}).get("authority") or "").casefold().strip()


def is_elsewhere(reading: Reading, ours: Any) -> bool:
    """Whether a paper names another council. It is not asked where ours is fictional, or not stated yet."""
    named = council_named(reading)
    if not named or ours.fictional or ours._state.adding:
        return False
    return ours.short_name.casefold() not in named and named not in ours.name.casefold()


def reading_for(user: Any, number: int) -> Reading:
    """One reading with all that was read; NotFound for a wrong number and for who may not see imports."""
    found = (
        Reading.objects.visible_to(user)
        .select_related("upload", "file", "inspection", "plan", "paper")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise NotFound(NO_READING)
    return found


def review_for(user: Any, number: int) -> ReviewPage:
    """One paper with its draft. NotFound as `reading_for`."""
    reading = reading_for(user, number)
    job = jobs_about("reading", [reading.pk]).get(reading.pk) if reading.state in GOING_ON else None
    draft = drafts.from_json(reading.draft) if reading.draft and reading.kind == "inspection" else None
    is_open = reading.state == "read" and draft is not None
    return ReviewPage(
        reading=reading,
        standing=standing(reading, job),
        draft=draft,
        counts=drafts.counts(draft) if draft else None,
        problems=problems_of(draft) if draft and is_open else (),
        twin=_twins([reading]).get(reading.pk) if is_open else None,
        open=is_open,
        elsewhere=is_open and is_elsewhere(reading, council()),
    )


def page_picture(user: Any, number: int, page: int) -> bytes:
    """The PNG of a page of a paper. NotFound where there is no such page; Unreadable where it cannot be drawn."""
    reading = reading_for(user, number)
    if reading.pages is None or not 1 <= page <= reading.pages or reading.file.kind != "pdf":
        raise NotFound("This paper has no such page.")
    return picture_of(reading.file, page)


def standing(reading: Reading, job: Job | None = None) -> Standing:
    """How a reading stands; while it waits, as its job says."""
    if reading.state not in GOING_ON:
        value = {"failed": "unreadable", "put-aside": "set-aside"}.get(reading.state, reading.state)
        word = READING_STATES[reading.state]
        if reading.state == "read":
            word = "Not recognised" if reading.kind == "unknown" else "To be reviewed"
        return Standing(value, word)
    if job is not None and job.state == "running" and _has_its_turn(reading, job):
        return Standing("reading", "Being read", busy=True)
    if job is not None and job.state == "failed":
        return Standing("unreadable", "Reading was interrupted", note=job.problem)
    return Standing("waiting", "Waiting to be read", busy=job is not None)


def _has_its_turn(reading: Reading, job: Job) -> bool:
    """Whether a running job reads this paper now, where it reads many."""
    together = job.arguments.get("reading_ids")
    return not together or together[min(job.done, len(together) - 1)] == reading.pk


def check_may_import(user: Any) -> None:
    """Raise NotFound for who may not see imports at all."""
    if not user.may("imports.read"):
        raise NotFound("There is no such page for you.")


def _twins(rows: Iterable[Reading]) -> dict[int, Mapping[str, Any]]:
    """For each reading the inspection that is here already, by the same file or the same council, framework and days."""
    held = list(rows)
    heads = {row.pk: row.counts.get("head") or {} for row in held}
    if not held:
        return {}
    days = {day for head in heads.values() for day in (head.get("start"), head.get("end")) if day}
    known: QuerySet[Inspection, Mapping[str, Any]] = Inspection.objects.filter(
        Q(file__in={row.file_id for row in held}) | Q(start__in=days) | Q(end__in=days)
    ).values("number", "title", "authority", "framework", "start", "end", "file_id")
    found = {}
    for row in held:
        twin = next((one for one in known if _same(row, heads[row.pk], one)), None)
        if twin is not None:
            found[row.pk] = twin
    return found


def _same(reading: Reading, head: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    if known["file_id"] == reading.file_id:
        return True
    days = tuple(known[name].isoformat() if known[name] else None for name in ("start", "end"))
    framework = frameworks.code_for(head.get("framework") or "") or ""
    return (
        any(days)
        and days == (head.get("start"), head.get("end"))
        and known["framework"] == framework
        and known["authority"].casefold() == (head.get("authority") or "").strip().casefold()
    )
