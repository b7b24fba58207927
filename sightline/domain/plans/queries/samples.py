"""Samples that auditors drew, with what each drawn action rests on."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from .. import homework_rules as rules
from ..models import Action, ActionEvidence, AuditSample, Plan
from ..sampled import population_of
from .plan import plans_to_switch


@dataclass(frozen=True, slots=True)
class SamplesPage:
    """samples: the last first; sizes: for each key of homework_rules.POPULATIONS how many actions it has now."""

    plan: Plan
    plans: tuple[Plan, ...]
    samples: tuple[AuditSample, ...]
    sizes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn action: its place, its hash, and the evidence that stands for it now. action None: not one the user may see."""

    place: int
    number: int
    hash: str
    action: Action | None
    evidence: tuple[ActionEvidence, ...]


@dataclass(frozen=True, slots=True)
class SamplePage:
    """same: whether drawing again from what is kept gives what is kept; line: the shell line that draws it again."""

    plan: Plan
    sample: AuditSample
    of: str
    drawn: tuple[Drawn, ...]
    same: bool
    line: str


def samples_page(user: User, number: int) -> SamplesPage:
    plan, plans = plans_to_switch(user, number)
    actions = Action.objects.filter(plan=plan)
    return SamplesPage(
        plan=plan,
        plans=plans,
        samples=tuple(AuditSample.objects.filter(plan=plan).order_by("-number")),
        sizes={of: population_of(actions, of).count() for of in rules.POPULATIONS},
    )


def sample_page(user: User, number: int, sample_number: int) -> SamplePage:
    """One sample with the actions that were drawn, in the order of the draw."""
    plan, _ = plans_to_switch(user, number)
    sample = AuditSample.objects.filter(plan=plan, number=sample_number).first()
    if sample is None:
        raise NotFound("There is no such sample.")
    links = ActionEvidence.objects.filter(until=None, evidence__withdrawn_on=None).select_related(
        "evidence__file"
    )
    actions = {
        action.number: action
        for action in Action.objects.visible_to(user)
        .filter(plan=plan, number__in=sample.members)
        .select_related("settled_by__decision__body")
        .prefetch_related(Prefetch("evidence_links", links))
    }
    return SamplePage(
        plan=plan,
        sample=sample,
        of=rules.POPULATIONS.get(sample.of, sample.of),
        drawn=tuple(
            _drawn(sample, place, member, actions.get(member))
            for place, member in enumerate(sample.members, 1)
        ),
        same=_same(sample),
        line=rules.redraw_line(sample.population, sample.size, sample.seed),
    )


def _drawn(sample: AuditSample, place: int, number: int, action: Action | None) -> Drawn:
    evidence = tuple(action.evidence_links.all()) if action else ()
    return Drawn(place, number, rules.drawn_by(sample.seed, number), action, evidence)


def _same(sample: AuditSample) -> bool:
    again = rules.draw(sample.population, sample.size, sample.seed)
    kept = rules.sample_hash(sample.of, sample.seed, sample.size, sample.population, sample.members)
    return again == sample.members and kept == sample.sha256
