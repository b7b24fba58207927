"""What a person says of an intervention, and the step that every command leaves behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import IO, Any

from django.utils import timezone

from sightline.domain.governance.wording import cleaned
from sightline.ground.audit.actors import Actor
from sightline.ground.lib.errors import Refused

from ...models import Condition, Intervention, InterventionStep, Official
from .. import rules
from ..rules import InterventionDates


@dataclass(frozen=True)
class InterventionFacts:
    """An intervention as its paper has it. None: not stated. `kind` and `stream` are codes of rules.KINDS and STREAMS."""

    kind: str
    stream: str
    title: str | None = None
    issued_by: str | None = None
    issued: date | None = None
    since: date | None = None
    until: date | None = None
    terms: str | None = None
    link: str | None = None
    source: str | None = None

    @property
    def dates(self) -> InterventionDates:
        return InterventionDates(self.issued, self.since, self.until)


@dataclass(frozen=True)
class ConditionDraft:
    """What is asked for, in the paper's words, and by when; None: not stated."""

    text: str
    due: date | None = None


@dataclass(frozen=True)
class OfficialDraft:
    """An office or post, never a guess at a person; `role` is a code of rules.OFFICIALS."""

    title: str
    role: str
    organisation: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Paper:
    """The bytes of the notice, direction or letter itself, and the name of its file."""

    stream: IO[bytes] | Iterable[bytes]
    name: str


FACTS = tuple(one.name for one in fields(InterventionFacts))


def checked(facts: InterventionFacts) -> dict[str, Any]:
    """The facts as they are kept. Raises Refused, naming the field, for what cannot be."""
    rules.check_kind_and_stream(facts.kind, facts.stream)
    rules.check_dates(facts.dates)
    plain = asdict(facts)
    plain["title"] = (
        facts.title or ""
    ).strip() or f"{rules.KINDS[facts.kind]}: {rules.STREAMS[facts.stream]}"
    _check_link(facts.link)
    return cleaned(Intervention, "title", **plain)


def conditions(intervention: Intervention, first: int, drafts: Iterable[ConditionDraft]) -> list[Condition]:
    """Add conditions under the numbers from `first` on, in one statement."""
    rows = [
        Condition(
            intervention=intervention,
            number=number,
            **cleaned(Condition, "text", text=draft.text, due=draft.due),
        )
        for number, draft in enumerate(drafts, start=first)
    ]
    return Condition.objects.bulk_create(rows)


def officials(intervention: Intervention, drafts: Iterable[OfficialDraft]) -> list[Official]:
    """Add officials in one statement. Raises Refused for an unknown role and days in the wrong order."""
    return Official.objects.bulk_create([_official(intervention, draft) for draft in drafts])


def _official(intervention: Intervention, draft: OfficialDraft) -> Official:
    if draft.role not in rules.OFFICIALS:
        raise Refused("Choose what they do under the intervention. Nothing was changed.", field="role")
    rules.check_period(draft.since, draft.until, "The appointment")
    kept = cleaned(Official, "title", title=draft.title, organisation=draft.organisation)
    return Official(intervention=intervention, role=draft.role, since=draft.since, until=draft.until, **kept)


def step(by: Actor, intervention: Intervention, kind: str, on: date, text: str = "", **rest: str) -> None:
    """Leave a row of the history. For commands only."""
    steps(by, intervention, kind, on, [{"text": text, **rest}])


def steps(
    by: Actor, intervention: Intervention, kind: str, on: date, said: Sequence[dict[str, str]]
) -> list[InterventionStep]:
    """Leave several rows of one kind and day, in one statement. said: text, and field, old, new, source."""
    return InterventionStep.objects.bulk_create(
        InterventionStep(
            intervention=intervention, kind=kind, on=on, by_name=by.name[:200], at=timezone.now(),
            **cleaned(InterventionStep, **words),
        )
        for words in said
    )  # fmt: skip


def printed(value: Any) -> str:
    """A value as the history shows it; "" for what is not stated."""
    return "" if value is None else f"{value:%-d %B %Y}" if isinstance(value, date) else str(value)


def _check_link(link: str | None) -> None:
    if link and not link.strip().lower().startswith(("https://", "http://")):
        raise Refused(
            "The address of the paper must begin with https:// or http://. Nothing was changed.", field="link"
        )
