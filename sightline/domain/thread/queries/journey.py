"""The journey as a reader may see it, out of inspections, interventions, plans and boards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sightline.domain.governance.models import Body
from sightline.domain.inspections.frameworks import framework_for
from sightline.domain.inspections.interventions import rules as interventions
from sightline.domain.inspections.models import Inspection, Intervention
from sightline.domain.plans.models import Plan, PlanState
from sightline.domain.plans.words import STATES
from sightline.ground.accounts.models import User
from sightline.ground.lib.timeline import Drawing, tall, wide

from ..journey import (
    BOARD,
    INTERVENTION,
    PLAN,
    Graded,
    Inspected,
    Row,
    Spell,
    Story,
    level_of,
    stream_of,
    tell,
)

BOARD_KINDS = ("board", "shadow board")
BEGUN = (
    "active",
    "adopted",
)  # of a plan whose beginning is not stated: the first day on which a paper says so
OVER = ("closed", "superseded")


@dataclass(frozen=True)
class Journey:
    """The journey's page. wide, tall: the pictures, None where nothing has a date.

    outside  the rows that lie outside the chosen years
    """

    story: Story
    first: date | None
    last: date | None
    wide: Drawing | None
    tall: Drawing | None
    outside: tuple[Row, ...]

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of the chosen years."""
        gone = {row.key for row in self.outside}
        return tuple(row for row in self.story.rows if row.key not in gone)


def journey(
    user: User,
    *,
    today: date,
    stream: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
) -> Journey:
    """What the user may see of the journey, of one stream or all, in the years asked for. Boards belong to every stream.

    Years in the wrong order are turned round.
    """
    spells = [*_interventions(user, stream, today), *_plans(user, stream), *_boards(user)]
    story = tell(_inspections(user, stream), spells, today)
    if story.first is None or story.last is None:
        return Journey(story, None, None, None, None, ())
    years = sorted((first_year or story.first.year, last_year or story.last.year))
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    across = wide(story.lanes, story.trails, first=first, last=last, today=today)
    down = tall(story.items, first=first, last=last, today=today)
    gone = set(across.left_out)
    outside = tuple(row for row in story.rows if row.key in gone)
    return Journey(story, first, last, across, down, outside)


def _inspections(user: User, stream: str) -> list[Inspected]:
    found = Inspection.objects.visible_to(user).prefetch_related("judgements")
    told = [_inspected(one) for one in found]
    return [one for one in told if not stream or one.stream == stream]


def _inspected(one: Inspection) -> Inspected:
    framework = framework_for(one.framework, one.day)
    grades = framework.grades if framework else ()
    told, told_is = next((pair for pair in _told(one) if pair[0]), (None, ""))
    return Inspected(
        number=one.number,
        title=one.title,
        framework=one.framework,
        stream=stream_of(one.framework),
        start=one.start,
        end=one.end,
        told=told,
        told_is=told_is,
        judgements=tuple(
            Graded(each.area, each.grade, level_of(each.grade, grades)) for each in one.judgements.all()
        ),
    )


def _told(one: Inspection) -> tuple[tuple[date | None, str], ...]:
    """The days on which its words came out, the plainest first, with what each is."""
    return (one.published, "published"), (one.letter_date, "letter of"), (one.report_received, "received")


def _interventions(user: User, stream: str, today: date) -> list[Spell]:
    rows = Intervention.objects.visible_to(user).select_related("follows")
    if stream:
        rows = rows.filter(stream=stream)
    return [_intervened(one, today) for one in rows]


def _intervened(one: Intervention, today: date) -> Spell:
    state = one.state_on(today)
    words = one.get_ended_how_display() if state == "ended" else interventions.STATES[state]
    past = "nobody has recorded that it ended" if state == "past-its-end" else ""
    return Spell(
        INTERVENTION,
        one.number,
        one.title,
        since=one.begins,
        until=one.ended or one.until,
        state=words,
        what=one.get_kind_display(),
        after=(one.follows.number,) if one.follows else (),
        note=past,
    )


def _plans(user: User, stream: str) -> list[Spell]:
    rows = Plan.objects.visible_to(user).select_related("follows").prefetch_related("states")
    if stream:
        rows = rows.filter(stream=stream)
    return [_planned(one, list(one.states.all())) for one in rows]


def _planned(one: Plan, states: Sequence[PlanState]) -> Spell:
    begun = next((row.on for row in states if row.state in BEGUN), None)
    over = (
        next((row.on for row in reversed(states) if row.state in OVER), None) if one.state in OVER else None
    )
    since, until = one.starts or begun, over or one.ends
    disagree = since is not None and until is not None and until < since
    if disagree:
        since = begun if begun and until and begun <= until else until
    return Spell(
        PLAN,
        one.number,
        one.title,
        since=since,
        until=until,
        state=STATES.get(one.state, one.state),
        after=(one.follows.number,) if one.follows else (),
        note="its papers disagree about when it began and ended" if disagree else "",
    )


def _boards(user: User) -> list[Spell]:
    found = list(Body.objects.visible_to(user).filter(kind__in=BOARD_KINDS))
    before: dict[int, list[int]] = {}
    for one in found:
        if one.successor_id:
            before.setdefault(one.successor_id, []).append(one.pk)
    return [
        Spell(
            BOARD,
            one.pk,
            one.name,
            since=one.since,
            until=one.until,
            what=one.get_kind_display(),
            after=tuple(before.get(one.pk, ())),
        )
        for one in found
    ]
