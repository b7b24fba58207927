"""Rows of a plan of a given size, made of a seed: models that are not saved yet. No statement is sent from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from sightline.domain.plans.models import (
    Action,
    ActionBody,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Plan,
    Update,
)

BY = "Sightline, making data for measuring"
LAYERS = ("deliver", "monitor", "scrutinise", "cross-scrutinise")
VERBS = ("Agree", "Audit", "Recruit", "Train", "Publish", "Review", "Commission", "Rewrite", "Set up", "Test")
THINGS = (
    "the threshold document with all partners", "20 assessments a month", "14 permanent social workers",
    "every manager in reflective supervision", "the sufficiency strategy", "all education, health and care plans over a year old",
    "a service for young people who go missing", "the pathway plans of care leavers", "a panel for children on the edge of care",
    "the daily report of unallocated work",
)  # fmt: skip
SAID = (
    "The panel met and agreed the draft. Two partners asked for changes that were made.",
    "Recruitment closed with nine applicants; interviews are in the second week of next month.",
    "The audit found that decisions were recorded in most files and reasons in about half of them.",
    "Training reached another team. Those who were away are booked on the next date.",
    "The supplier was late and the new date is in the contract. Work on the guidance went on meanwhile.",
    "Young people read the leaflet and rewrote the first page.",
)


@dataclass(frozen=True)
class Setting:
    """What actions refer to. Ids of rows that are there already."""

    themes: Sequence[int]
    workstreams: Sequence[int]
    posts: Sequence[int]
    bodies: Sequence[int]
    findings: Sequence[int]
    today: date
    updates: int


@dataclass
class Links:
    """What belongs to the actions of a plan."""

    owners: list[ActionOwner] = field(default_factory=list)
    bodies: list[ActionBody] = field(default_factory=list)
    findings: list[ActionFinding] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def actions_of(plan: Plan, count: int, setting: Setting, random: Random) -> list[Action]:
    """The plan's actions as they were first written down; `links_of` tells their story and moves them on."""
    added = setting.today - timedelta(days=31 * setting.updates + 10)
    made = []
    for number in range(1, count + 1):
        due = added + timedelta(days=random.randrange(120, 700)) if random.random() < 0.9 else None
        made.append(
            Action(
                plan=plan,
                number=number,
                ref=f"{number // 10 + 1}.{number % 10 + 1}" if random.random() < 0.97 else "",
                position=number,
                title=f"{random.choice(VERBS)} {random.choice(THINGS)} ({number})",
                detail=" ".join(random.choices(SAID, k=2)) if random.random() < 0.4 else "",
                theme_id=random.choice(setting.themes) if random.random() < 0.93 else None,
                workstream_id=random.choice(setting.workstreams) if random.random() < 0.7 else None,
                due=due,
                first_due=due,
                start=added + timedelta(days=random.randrange(60)) if random.random() < 0.6 else None,
                priority=random.choice((1, 2, 3, None)),
                success_measure="Timely decisions, audited monthly" if random.random() < 0.8 else "",
                polarity=random.choice(("up", "up", "down", None)),
                added_on=added,
            )
        )
    return made


def links_of(actions: Sequence[Action], setting: Setting, random: Random) -> Links:
    """Owners, bodies, figures, updates and changes of actions. Sets what the actions say today; the caller saves them after."""
    made = Links()
    for action in actions:
        since = _moment(action.added_on)
        link = {"action": action, "since": since, "by_name": BY}
        for place, post in enumerate(random.sample(setting.posts, random.choice((0, 1, 1, 1, 2)))):
            made.owners.append(ActionOwner(post_id=post, kind="owner" if place else "lead", **link))
        layers = LAYERS[: random.choice((1, 2, 3, 3, 4))]
        for layer, body in zip(layers, random.sample(setting.bodies, len(layers)), strict=True):
            made.bodies.append(ActionBody(body_id=body, layer=layer, **link))
        if setting.findings:
            for finding in random.sample(setting.findings, random.choice((0, 1, 1, 2))):
                made.findings.append(ActionFinding(finding_id=finding, **link))
        made.figures += _figures(link, random)
        _tell(action, setting, random, made)
    return made


def _figures(link: dict, random: Random) -> list[Figure]:
    if random.random() < 0.25:
        return []
    start, end = random.randrange(20, 60), random.randrange(61, 100)
    return [
        Figure(
            role=role,
            position=place,
            raw=f"{value}%",
            value=Decimal(value),
            unit="%",
            what="of assessments",
            **link,
        )
        for place, (role, value) in enumerate((("baseline", start), ("target", end)))
    ]


def _tell(action: Action, setting: Setting, random: Random, made: Links) -> None:
    """A year of updates, with the changes that they brought; the action ends up saying what the last of them said."""
    done_at = random.randrange(3, setting.updates * 3)
    slipping, sooner = random.random() < 0.3, random.randrange(28)
    for month in range(setting.updates):
        day = action.added_on + timedelta(days=31 * (month + 1) - sooner)
        said = random.choice(SAID)
        says: dict = {}
        if month == 0:
            says["delivery"] = "in-progress"
        elif month == done_at:
            says["delivery"] = "done"
        if month % 4 == 1 and action.delivery != "done":
            says["confidence"] = random.choice(("on-track", "on-track", "at-risk", "off-track"))
        made.updates.append(
            Update(
                action=action,
                on=day,
                at=_moment(day),
                by_name=BY,
                text=f"{said} ({action.number}/{month + 1})",
                delivery=says.get("delivery"),
                confidence=says.get("confidence"),
            )
        )
        if slipping and month == setting.updates // 2 and action.due and action.delivery != "done":
            says["due"] = action.due + timedelta(days=random.randrange(20, 120))
        for name, value in says.items():
            if getattr(action, name) != value:
                made.changes.append(_change(action, name, value, day, said))
                setattr(action, name, value)
        if action.delivery == "done" and action.assurance is None:
            action.assurance = "reported"
            made.changes.append(_change(action, "assurance", "reported", day, said, old=None))
        action.last_updated = day


def _change(action: Action, name: str, value: object, day: date, reason: str, old: object = ...) -> Change:
    before = getattr(action, name) if old is ... else old
    return Change(
        action=action,
        field=name,
        old=None if before is None else str(before),
        new=str(value),
        on=day,
        at=_moment(day),
        by_name=BY,
        reason=reason,
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
