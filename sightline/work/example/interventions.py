"""What the government did about the fictional council: the sequence of interventions.toml, each step on its own day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from sightline.domain.inspections.interventions.commands import (
    ConditionDraft,
    InterventionFacts,
    OfficialDraft,
    add_advice,
    add_condition,
    add_focus_area,
    add_intervention,
    add_official,
    add_review,
    answer_advice,
    end_focus_area,
    end_intervention,
    hold_review,
    meet_condition,
    report_on,
    revise_intervention,
)
from sightline.domain.inspections.models import Advice, FocusArea, Intervention

from .council import Cast
from .happenings import Happening
from .inspections import Shelf

FACTS = tuple(InterventionFacts.__dataclass_fields__)
FIRST = 3  # on one day: after the inspection that it follows from


class Row:
    """One intervention of the file as it is being told; `made` once it was added."""

    def __init__(self, row: dict[str, Any], cast: Cast, shelf: Shelf) -> None:
        self.row, self.cast, self.shelf = row, cast, shelf
        self.made: Intervention | None = None
        self.focuses: dict[str, FocusArea] = {}
        self.advice: list[Advice] = []

    @property
    def day(self) -> date:
        """The day on which the programme office writes it down."""
        found: date = self.row.get("recorded", self.row["issued"])
        return found

    @property
    def fresh(self) -> Intervention:
        """As it stands in the database: a command before may have changed it."""
        assert self.made is not None
        return Intervention.objects.get(pk=self.made.pk)


def happenings(paper: dict[str, Any], cast: Cast, shelf: Shelf) -> list[Happening]:
    """Every step of every intervention, with the one that takes its place after it."""
    story: list[Happening] = []
    for row in paper["interventions"]:
        one, before = Row(row, cast, shelf), None
        while True:
            begin: Callable[[], object] = (
                partial(_add, one) if before is None else partial(_revise, one, before)
            )
            story += [Happening(one.day, FIRST, begin), *_told(one)]
            if "revised" not in one.row:
                break
            before, one = one, Row(one.row["revised"], cast, shelf)
    return story


def _told(one: Row) -> list[Happening]:
    """What the file tells of one intervention besides its beginning, each on its day."""
    row, story = one.row, []
    for who in row.get("officials", ()):
        story.append(Happening(one.day, 4, partial(_official, one, who)))
    for number, on, how, evidence in row.get("met", ()):
        story.append(Happening(max(on, one.day), 6, partial(_meet, one, number, on, how, evidence)))
    for on, what, *held in row.get("reviews", ()):
        story.append(Happening(one.day, 5, partial(_review, one, on, what)))
        if held:
            story.append(Happening(max(held[0], one.day), 6, partial(_hold, one, on, *held)))
    for on, text, source in row.get("reports", ()):
        story.append(Happening(max(on, one.day), 6, partial(_report, one, on, text, source)))
    for title, since, *until in row.get("focus", ()):
        story.append(Happening(max(since, one.day), 5, partial(_focus, one, title, since)))
        if until:
            story.append(Happening(until[0], 6, partial(_end_focus, one, title, until[0])))
    for place, said in enumerate(row.get("advice", ())):
        story.append(Happening(said["on"], 7, partial(_advise, one, said)))
        story += [
            Happening(answer[0], 8, partial(_answer, one, place, *answer))
            for answer in said.get("answers", ())
        ]
    if "ended" in row:
        story.append(Happening(row["ended"][0], 9, partial(_end, one, *row["ended"])))
    return story


def _facts(one: Row) -> InterventionFacts:
    return InterventionFacts(**{name: one.row[name] for name in FACTS if name in one.row})


def _conditions(one: Row) -> list[ConditionDraft]:
    return [ConditionDraft(text, due) for text, due in one.row.get("conditions", ())]


def _add(one: Row) -> None:
    one.made = add_intervention(
        by=one.cast.office,
        facts=_facts(one),
        today=one.day,
        body=one.cast.bodies[one.row["body"]] if "body" in one.row else None,
        inspections=[one.shelf.inspections[key] for key in one.row.get("about", ())],
        conditions=_conditions(one),
    )


def _revise(one: Row, before: Row) -> None:
    """Conditions that the file lists for the new one come after those that go on."""
    by = one.cast.office
    one.made = revise_intervention(
        by=by, intervention=before.fresh, facts=_facts(one), reason=one.row["reason"], today=one.day
    )
    for draft in _conditions(one):
        add_condition(by=by, intervention=one.fresh, draft=draft, today=one.day)


def _official(one: Row, who: dict[str, Any]) -> None:
    add_official(by=one.cast.office, intervention=one.fresh, draft=OfficialDraft(**who), today=one.day)


def _meet(one: Row, number: int, on: date, how: str, evidence: str) -> None:
    condition = one.fresh.conditions.get(number=number)
    meet_condition(
        by=one.cast.office, condition=condition, on=max(on, one.row["since"]), how=how, evidence=evidence, today=max(on, one.day)
    )  # fmt: skip


def _review(one: Row, on: date, what: str) -> None:
    add_review(by=one.cast.office, intervention=one.fresh, on=on, what=what, today=one.day)


def _hold(one: Row, on: date, held: date, outcome: str) -> None:
    review = one.fresh.reviews.get(on=on)
    hold_review(by=one.cast.office, review=review, held=held, outcome=outcome, today=max(held, one.day))


def _report(one: Row, on: date, text: str, source: str) -> None:
    report_on(
        by=one.cast.office, intervention=one.fresh, on=on, text=text, source=source, today=max(on, one.day)
    )


def _focus(one: Row, title: str, since: date) -> None:
    one.focuses[title] = add_focus_area(
        by=one.cast.office, intervention=one.fresh, title=title, since=since, today=max(since, one.day)
    )


def _end_focus(one: Row, title: str, until: date) -> None:
    end_focus_area(by=one.cast.office, focus=one.focuses[title], until=until, today=until)


def _advise(one: Row, said: dict[str, Any]) -> None:
    focus = one.focuses.get(said.get("focus", ""))
    one.advice.append(
        add_advice(
            by=one.cast.office, intervention=one.fresh, on=said["on"], to=said["to"], text=said["text"], focus=focus,
            today=said["on"],
        )
    )  # fmt: skip


def _answer(
    one: Row, place: int, on: date, answer: str, text: str, who: str, resolved: date | None = None
) -> None:
    answer_advice(
        by=one.cast.office, advice=one.advice[place], on=on, answer=answer, text=text, answered_by=who, resolved=resolved,
        today=on,
    )  # fmt: skip


def _end(one: Row, on: date, how: str, reason: str, source: str) -> None:
    end_intervention(
        by=one.cast.office, intervention=one.fresh, on=on, how=how, reason=reason, source=source, today=on
    )
