"""Hand over a body, a post, or what a person who leaves held: all of it in one step, or none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sightline.domain.governance import responsibilities, terms_rules
from sightline.domain.governance.commands import end_body, end_post
from sightline.domain.governance.commands.ending import check_not_ended, end_decision, ending_facts
from sightline.domain.governance.models import Body, Decision, Person, Post
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.responsibilities import BODY, PERSON, POST, Passed, Passing
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from . import rules
from .models import HandedOver, HandOver
from .rules import Answer, Seen

MODELS: dict[str, Any] = {BODY: Body, POST: Post, PERSON: Person}


@command("governance.hand_over", on="body")
def hand_over_body(
    *,
    by: Actor,
    body: Body,
    until: date,
    reason: str,
    answers: Mapping[str, Answer],
    seen: Seen,
    today: date,
    successor: Body | None = None,
    decision: Decision | None = None,
) -> HandOver:
    """End a body on its last day and pass on everything that it answers for, each to the successor chosen for it.

    answers    for the id of every thing that is held (`Held.id`): to whom, or nobody and why
    seen       the list as it was looked at (`queries.Preview.seen`)
    successor  the body that follows it as a whole; decision: of kind "end-body", where its terms do not let it end yet
    Raises Refused, and changes nothing: for an unanswered thing, a list that has changed, a successor that would mark its
    own homework or has ended, and where exit criteria or the earliest end stand against it.
    """
    reason = reason_given(reason, "the body ends")
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    check_not_ended(body)
    rules.check_day(until, today, str(body))
    terms_rules.check_can_end(ending_facts(body, until), until, end_decision(decision))
    passed = _settle(Passing(by, body, until, today, reason), BODY, answers, seen)
    end_body(by=by, body=body, until=until, reason=reason, successor=successor, decision=decision)
    return _kept(
        by, passed, reason, until=until, body=body, decision=decision, successor_words=str(successor or "")
    )


@command("governance.hand_over", on="post")
def hand_over_post(
    *,
    by: Actor,
    post: Post,
    until: date,
    reason: str,
    answers: Mapping[str, Answer],
    seen: Seen,
    today: date,
    successor: Post | None = None,
) -> HandOver:
    """End a post on its last day and pass on everything that it answers for. As for a body."""
    reason = reason_given(reason, "the post ends")
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    rules.check_day(until, today, str(post))
    passed = _settle(Passing(by, post, until, today, reason), POST, answers, seen)
    end_post(by=by, post=post, until=until, reason=reason)
    return _kept(by, passed, reason, until=until, post=post, successor_words=str(successor or ""))


@command("governance.hand_over", on="person")
def hand_over_person(
    *,
    by: Actor,
    person: Person,
    until: date,
    reason: str,
    answers: Mapping[str, Answer],
    seen: Seen,
    today: date,
) -> HandOver:
    """Record that a person leaves: their posts, seats and deputies pass on or fall vacant, their account and links end.

    What belongs to a post stays with the post: its actions, evidence, milestones, watches and delegations.
    """
    reason = reason_given(reason, "the person leaves")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_day(until, today, str(person))
    if not by.may("accounts.manage"):
        _check_more_than_account(person, until)
        answers = {key: _left_open(key, answer) for key, answer in answers.items()}
    passed = _settle(Passing(by, person, until, today, reason), PERSON, answers, seen)
    if not passed:
        raise Refused(f"{person} holds nothing, so there is nothing to hand over. Nothing was changed.")
    return _kept(by, passed, reason, until=until, person=person)


def _check_more_than_account(person: Person, until: date) -> None:
    """Refuse where only the account is left: whoever cannot close it would keep a record of nothing again and again."""
    kinds = {one.kind for _, rows in responsibilities.held_by(PERSON, person, until) for one in rows}
    if kinds == {"account"}:
        raise Refused(
            f"{person} holds nothing but an account, so there is nothing to hand over. Nothing was changed. The account "
            "stays open until an administrator closes it.",
            rule="handover.account-left",
            who="an administrator",
        )


def _left_open(key: str, answer: Answer) -> Answer:
    """An account that whoever records this cannot close stays open, and the record says so."""
    if not key.startswith("account:"):
        return answer
    return Answer(None, f"{answer.reason} The account stays open until an administrator closes it.".strip())


def _settle(
    passing: Passing, kind: str, answers: Mapping[str, Answer], seen: Seen
) -> list[tuple[str, Passed]]:
    """Check every answer, then let each package pass on what is its own. Answers what was done, with its heading."""
    listed = responsibilities.held_by(kind, passing.holder, passing.until)
    everything = [one for _, rows in listed for one in rows]
    rules.check_same_list(listed, seen, responsibilities.list_hash(everything))
    rules.check_answers(listed, answers)
    successors = _successors(answers.values(), passing)
    passed = [
        (responsibility, [Passed(one, *_answered(answers[one.id], successors)) for one in rows])
        for responsibility, rows in listed
    ]
    rules.check_objections(
        responsibilities.objections(passing.holder, [one for _, rows in passed for one in rows])
    )
    for responsibility, rows in passed:
        responsibility.settle(passing, rows)
    return [(responsibility.words, one) for responsibility, rows in passed for one in rows]


def _answered(answer: Answer, successors: Mapping[tuple[str, int], Any]) -> tuple[Any, str]:
    return (successors[answer.to], "") if answer.to is not None else (None, answer.reason.strip())


def _successors(answers: Any, passing: Passing) -> dict[tuple[str, int], Any]:
    """Those who are named, read in one statement a kind and held until the end. Refused for one that is no successor."""
    wanted: dict[str, set[int]] = {}
    for answer in answers:
        if answer.to is not None:
            wanted.setdefault(answer.to[0], set()).add(answer.to[1])
    found = {
        (kind, one.pk): one
        for kind, keys in wanted.items()
        for one in MODELS[kind].objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    }
    if any((kind, key) not in found for kind, keys in wanted.items() for key in keys):
        raise Refused("A successor that was chosen is not there any more. Nothing was changed. Choose again.")
    for one in found.values():
        ended = getattr(one, "until", None)
        if one == passing.holder or ended is not None:
            why = f"ended on {ended.day} {ended:%B %Y}" if ended else "is the one that hands over"
            raise Refused(
                f"{one} {why}, so nothing can pass to it. Nothing was changed. Choose another successor.",
                rule="handover.to-one-that-stays",
            )
    return found


def _kept(by: Actor, passed: Sequence[tuple[str, Passed]], reason: str, **values: Any) -> HandOver:
    """Keep what became of everything, numbered and hashed."""
    rows = [_row(place, heading, one) for place, (heading, one) in enumerate(passed, start=1)]
    moved = sum(row["to_id"] is not None for row in rows)
    holder = values.get("body") or values.get("post") or values.get("person")
    made: HandOver = numbered(
        HandOver, called=str(holder)[:300], reason=reason, held=len(rows), moved=moved, ended=len(rows) - moved,
        sha256=rules.record_hash(rows), by_name=by.name[:200], **values,
    )  # fmt: skip
    HandedOver.objects.bulk_create([HandedOver(hand_over=made, **row) for row in rows], batch_size=500)
    record(
        made, "handed over", number=made.number, who=str(holder), until=made.until, held=made.held, moved=moved,
        ended=made.ended, sha256=made.sha256, reason=reason,
    )  # fmt: skip
    return made


def _row(place: int, heading: str, one: Passed) -> dict[str, Any]:
    to_kind, to_id = one.to.scopes()[0] if one.to is not None else ("", None)
    return {
        "position": place, "kind": one.held.kind, "kind_words": heading, "key": one.held.key, "words": one.held.words,
        "part": one.held.part[:300], "to_kind": to_kind, "to_id": to_id, "to_words": str(one.to or "")[:300],
        "reason": one.reason,
    }  # fmt: skip
