"""How actions stand before a decision, read for the rules: who verified them, on what evidence, what settled them last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from sightline.domain.evidence.models import Evidence, Version
from sightline.domain.evidence.rules import frozen_set
from sightline.domain.governance.models import Holding
from sightline.ground.accounts.models import Grant

from .deciding_rules import Stand, Verifier
from .entitled import entitled_bodies
from .models import Action, ActionEvidence, ActionOwner, Change, SignOff, Update


def stand_of(action: Action) -> Stand:
    """The facts of an action that is read already, with what settled it last (its row and decision loaded, else a statement)."""
    return Stand(
        label=action.label,
        delivery=action.delivery,
        assurance=action.assurance,
        ended=action.ended_on is not None,
        settled_words=settled_words(action.settled_by),
    )


def settled_words(settled: SignOff | None) -> str:
    """Who settled an action and when, for the middle of a sentence; "" where nobody did."""
    if settled is None:
        return ""
    decision = settled.decision
    return f"{decision} of {decision.body} on {decision.on.day} {decision.on:%B %Y}"


def evidence_now(actions: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """For each action's id its evidence as it stands, frozen as a request keeps it; one statement."""
    links = ActionEvidence.objects.filter(
        action_id__in=list(actions), until=None, evidence__withdrawn_on=None
    ).select_related("evidence")
    pieces: dict[int, list[Evidence]] = defaultdict(list)
    for link in links:
        pieces[link.action_id].append(link.evidence)
    return {key: frozen_set(found) for key, found in pieces.items()}


def verifier(action: Action, user_id: Any, name: str, today: date) -> Verifier:
    """What the action knows of somebody who would verify it. The system itself (no id) is nobody's homework."""
    if user_id in (None, ""):
        return Verifier(name)
    who = int(user_id)
    shown = (
        Evidence.objects.filter(action_links__action=action, action_links__until=None, withdrawn_on=None)
        .filter(_added_by(who))
        .order_by("pk")
    )
    posts = ActionOwner.objects.filter(action=action, until=None).exclude(post=None).values("post")
    delivering = {body.pk: body.name for body in entitled_bodies("sign-off", action)[1]}
    over = Grant.objects.filter(user_id=who, kind="body", thing_id__in=list(delivering))
    return Verifier(
        name=name,
        said=str(who) in _said_by(action),
        showed=tuple(shown.values_list("title", flat=True).distinct()),
        owns=Holding.objects.on(today).filter(person__user_id=who, post__in=posts).exists(),
        delivers=tuple(delivering[key] for key in over.values_list("thing_id", flat=True) if key),
    )


def verified_by(action: Action, today: date) -> Verifier | None:
    """Who verified the action last, and what it knows of them; None where nobody is recorded."""
    last = (
        Change.objects.filter(action=action, field="assurance", new="verified").order_by("-at", "-pk").first()
    )
    return verifier(action, last.by_id_text, last.by_name, today) if last else None


def _added_by(who: int) -> Any:
    """The condition that a person added the piece, or the version of it that stands."""

    latest = Version.objects.filter(evidence=OuterRef("pk"), number=OuterRef("current_version"), by_id=who)
    return Q(added_by_id=who) | Q(Exists(latest))


def _said_by(action: Action) -> set[str]:
    """Who gave the last update of the action, and who the one that reported it done, as ids in text."""
    said = Update.objects.filter(action=action, corrected_by=None).order_by("-on", "-pk")
    rows: Iterable[Mapping[str, Any]] = said.values("by_id_text", reports=F("delivery"))
    given: set[str] = set()
    for place, row in enumerate(rows):
        if place == 0:
            given.add(row["by_id_text"])
        if row["reports"] == "done":
            given.add(row["by_id_text"])
            break
    return given - {""}
