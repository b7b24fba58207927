"""The plans of the fictional council: how they began, what was said of their actions, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from io import BytesIO
from typing import Any

from sightline.domain.plans.commands import (
    add_action,
    add_evidence_to,
    add_part,
    add_to_scope,
    ask_sign_off,
    edit_action,
    edit_plan,
    give_reason,
    judge_action,
    link_theme,
    propose_plan,
    record_update,
)
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Action, Plan
from sightline.domain.plans.words import FIGURES, LAYERS
from sightline.ground.accounts.models import User

from . import files
from .council import Cast
from .happenings import Happening
from .inspections import Shelf

PLAN_FIELDS = (
    "title",
    "stream",
    "vision",
    "narrative",
    "starts",
    "ends",
    "version",
    "version_date",
    "status_key",
)
PARTS = {"aims": "aim", "themes": "theme", "workstreams": "workstream", "funding": "funding"}
SHAPED = {
    "answers", "added", "story", "lead", "owners", "printed_owners", "sponsor", "theme", "workstream", "aim", *FIGURES, *LAYERS,
}  # fmt: skip


@dataclass
class Book:
    """A plan as it is being written: its parts and actions by the numbers and references of the file."""

    cast: Cast
    shelf: Shelf
    paper: dict[str, Any]
    plan: Plan | None = None
    parts: dict[str, list[Any]] = field(default_factory=dict)
    actions: dict[int, int] = field(default_factory=dict)  # place in the file -> key

    @property
    def made(self) -> Plan:
        assert self.plan is not None
        return self.plan


def happenings(
    name: str, paper: dict[str, Any], cast: Cast, shelf: Shelf, written: dict[str, Book]
) -> list[Happening]:
    """What one file of a plan tells, from the day on which the plan was proposed; bodies decide in `governing`."""
    book = written[name] = Book(cast, shelf, paper)
    head, story = paper["plan"], [Happening(paper["plan"]["proposed"], 2, partial(_propose, book, written))]
    for key, on in head.get("scope_later", ()):
        story.append(Happening(on, 3, partial(_widen, book, key, on)))
    for place, action in enumerate(paper["actions"]):
        added = action.get("added", head["proposed"])
        story.append(Happening(added, 4, partial(_add, book, place, action, added)))
        story += [
            Happening(said["on"], 6, partial(_say, book, place, said)) for said in action.get("story", ())
        ]
    story += [Happening(row["on"], 4, partial(_reason, book, row)) for row in paper.get("reasons", ())]
    return story


def _propose(book: Book, written: dict[str, Book]) -> None:
    head, cast, by = book.paper["plan"], book.cast, book.cast.office
    follows = written[head["follows"]].plan if "follows" in head else None
    values = {
        name: head[name].strip() if isinstance(head[name], str) else head[name]
        for name in PLAN_FIELDS
        if name in head
    }
    book.plan = propose_plan(
        by=by, today=head["proposed"], follows=follows, owner=cast.posts[head["owner"]],
        inspection_ids=[book.shelf.inspections[key].pk for key in head["scope"]], **values,
    )  # fmt: skip
    strategies = [cast.strategies[key].pk for key in head.get("strategies", ())]
    if strategies:
        edit_plan(by=by, plan=book.plan, strategy_ids=strategies)
    for many, one in PARTS.items():
        book.parts[one] = [_part(book, one, row) for row in book.paper.get(many, ())]


def _part(book: Book, part: str, row: dict[str, Any]) -> Any:
    values: dict[str, Any] = {
        name: row[name] for name in ("title", "ref", "kind", "lead_raw", "amount_raw") if name in row
    }
    if "lead" in row:
        values["lead"] = book.cast.posts[row["lead"]]
    if "body" in row:
        values["body"] = book.cast.bodies[row["body"]]
    if "amount" in row:
        values["amount"] = Decimal(row["amount"])
    strategies = [book.cast.strategies[key].pk for key in row.get("strategies", ())]
    made = add_part(by=book.cast.office, plan=book.made, part=part, strategy_ids=strategies, **values)
    for key in row.get("findings", ()):
        link_theme(by=book.cast.office, plan=book.made, finding=book.shelf.findings[key], theme=made)
    return made


def _widen(book: Book, key: str, on: Any) -> None:
    add_to_scope(by=book.cast.office, plan=book.made, inspection_id=book.shelf.inspections[key].pk, today=on)


def _reason(book: Book, row: dict[str, Any]) -> None:
    finding = book.shelf.findings[row["finding"]]
    give_reason(by=book.cast.office, plan=book.made, finding=finding, reason=row["reason"])


def _add(book: Book, place: int, row: dict[str, Any], on: Any) -> None:
    """Add an action; bodies that it does not name are those of its theme."""
    theme = book.paper["themes"][row["theme"] - 1] if "theme" in row else {}
    bodies = {layer: row.get(layer, theme.get(layer, [])) for layer in LAYERS}
    draft = ActionDraft(
        values={name: value for name, value in row.items() if name not in SHAPED},
        owners=_owners(book.cast, row),
        figures=tuple(_figure(role, given) for role in FIGURES for given in _several(row.get(role))),
        bodies=tuple((layer, book.cast.bodies[key].pk) for layer, keys in bodies.items() for key in keys),
        findings=tuple(book.shelf.findings[key].pk for key in row.get("answers", ())),
        **{
            f"{part}_id": book.parts[part][row[part] - 1].pk
            for part in ("aim", "theme", "workstream")
            if part in row
        },
    )
    book.actions[place] = add_action(by=book.cast.office, plan=book.made, draft=draft, today=on).pk


def _owners(cast: Cast, row: dict[str, Any]) -> tuple[OwnerDraft, ...]:
    """lead and sponsor are posts; owners are posts beside them; printed_owners were never matched to a post."""
    named = [
        ("lead", row.get("lead")),
        *(("owner", key) for key in row.get("owners", ())),
        ("sponsor", row.get("sponsor")),
    ]
    matched = [OwnerDraft("", cast.posts[key].pk, kind) for kind, key in named if key]
    return (*matched, *(OwnerDraft(printed) for printed in row.get("printed_owners", ())))


def _several(given: Any) -> list[dict[str, Any]]:
    return given if isinstance(given, list) else [given] if given else []


def _figure(role: str, given: dict[str, Any]) -> FigureDraft:
    """of: what a share or rate is of."""
    value = None if "value" not in given else Decimal(str(given["value"]))
    kept = {
        name: given[name]
        for name in ("raw", "label", "what", "comparator", "unit", "as_at", "due")
        if name in given
    }
    return FigureDraft(role=role, value=value, denominator=given.get("of", ""), **kept)


# What is said of an action ---------------------------------------------------------------------------------------------


def _say(book: Book, place: int, said: dict[str, Any]) -> None:
    """One line of an action's story; its keys say what it is."""
    action = Action.objects.select_related("plan").get(pk=book.actions[place])
    by = book.cast.writer(said.get("by", book.paper["actions"][place].get("lead")))
    if "says" in said or "same" in said:
        _update(action, by, said)
    elif "ask" in said:
        ask_sign_off(by=book.cast.office, action=action, words=said["ask"], today=said["on"])
    elif "why" in said:
        _change(book, action, said)
    else:
        _show(action, by, said)


def _update(action: Action, by: User, said: dict[str, Any]) -> None:
    states = {name: said[name] for name in ("delivery", "confidence", "forecast", "withdraw") if name in said}
    text, same = said.get("says", ""), said.get("same", False)
    record_update(by=by, action=action, today=said["on"], text=text, no_change=same, **states)


def _change(book: Book, action: Action, said: dict[str, Any]) -> None:
    """A judgement, or a change by the programme office, with its reason."""
    judged = {name: said[name] for name in ("assurance", "impact") if name in said}
    if judged:
        by = _judge(book.cast, action) if judged.get("assurance") == "verified" else book.cast.office
        judge_action(by=by, action=action, today=said["on"], reason=said["why"], **judged)
        return
    owners = None
    if "lead" in said:
        owners = (OwnerDraft("", book.cast.posts[said["lead"]].pk, "lead"),)
    edit = ActionEdit(
        action_id=action.pk,
        values={name: said[name] for name in ("due", "priority", "success_measure") if name in said},
        owners=owners,
        figures=tuple(_figure(role, said[role]) for role in FIGURES if role in said) or None,
        reason=said["why"],
    )
    edit_action(by=book.cast.office, plan=action.plan, edit=edit, today=said["on"])


def _judge(cast: Cast, action: Action) -> User:
    """Who verifies: the director, or the programme office where the director answers for the action."""
    dcs = action.owners.filter(post=cast.posts["dcs"], until=None).exists()
    return cast.office if dcs else cast.users["dcs"]


def _show(action: Action, by: User, said: dict[str, Any]) -> None:
    """A piece of evidence: a note, a link, or a file that `files` makes."""
    given: dict[str, Any] = {
        name: said[name] for name in ("as_at", "expires", "title", "url", "note") if name in said
    }
    if "file" in said:
        given |= {"stream": BytesIO(files.make(said["file"])), "name": said["file"]}
    else:
        given["kind"] = "link" if "url" in said else "note"
    add_evidence_to(by=by, action=action, today=said["on"], **given)
