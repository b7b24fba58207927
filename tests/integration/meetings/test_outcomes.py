"""Outcomes and their effects: at once, when ratified, between meetings, by an accepted paper; and every refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sightline.domain.governance.commands import add_post, end_body
from sightline.domain.governance.models import Decision, Delegation
from sightline.domain.inspections.models import Finding
from sightline.domain.meetings import commands
from sightline.domain.meetings.commands import OutcomeDraft, withdraw_paper
from sightline.domain.meetings.models import MeetingOutcome
from sightline.domain.meetings.queries_meetings import before_item
from sightline.domain.plans.commands import set_plan_body
from sightline.domain.plans.models import Action
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.deciding_factories import a_governed_action, an_asked_action, signed_off
from tests.factories import SYSTEM, TODAY, a_body, a_finding, a_plan, a_post, a_user
from tests.meeting_factories import a_held_meeting, a_meeting, item_of, rows_for, seated, seats_of

from .papers import MINUTES, a_paper

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


def decide(meeting, effect, about, *, result="agreed", today=None, **more):
    kind = {"sign-off": "sign-off", "ratify": "ratify"}.get(effect, "business")
    key = about.scopes()[0] if about is not None else None
    words = more.pop("words", "RESOLVED: That it be so.")
    return commands.record_outcome(
        by=more.pop("by", SYSTEM), item=more.pop("item", None) or item_of(meeting, kind), result=result, effect=effect,
        about=key, words=words, today=today or meeting.on, **more,
    )  # fmt: skip


def assurance(action):
    return Action.objects.get(pk=action.pk).assurance


@pytest.fixture
def request_():
    return an_asked_action(board=seated())


def test_a_quorate_outcome_is_a_decision_that_has_its_effect_at_once(request_):
    outcome = decide(a_held_meeting(request_.body), "sign-off", request_.action)
    assert assurance(request_.action) == "signed-off" and outcome.done_at
    decision = outcome.decision
    assert (decision.authority, decision.quorate, decision.state) == ("meeting", True, "standing")
    assert (decision.place_kind, decision.place_id) == ("meeting-outcome", outcome.pk)
    assert "5 of 7 seats that count were filled; 3 are needed: quorate." in decision.quorum_words
    assert request_.action.label in decision.about_words


def test_an_inquorate_one_waits_and_has_its_effect_when_it_is_ratified(request_):
    outcome = decide(a_held_meeting(request_.body, present=2), "sign-off", request_.action)
    assert outcome.decision.state == "awaiting" and outcome.done_at is None
    assert assurance(request_.action) == "verified"
    inquorate = a_held_meeting(request_.body, on=TODAY + timedelta(days=10), present=1)
    assert item_of(inquorate, "ratify").title.startswith("Decisions to ratify")
    with pytest.raises(Refused, match="Only a quorate meeting can ratify"):
        decide(inquorate, "ratify", outcome.decision, ratified=True)
    later = a_held_meeting(request_.body, on=LATER)
    decide(later, "ratify", outcome.decision, ratified=True)
    outcome.refresh_from_db()
    assert outcome.decision.state == "ratified" and outcome.done_at
    assert assurance(request_.action) == "signed-off"


def test_one_that_is_not_ratified_never_has_an_effect(request_):
    outcome = decide(a_held_meeting(request_.body, present=2), "sign-off", request_.action)
    decide(
        a_held_meeting(request_.body, on=LATER),
        "ratify",
        outcome.decision,
        ratified=False,
        comment="Too early.",
    )
    outcome.refresh_from_db()
    assert outcome.decision.state == "refused" and assurance(request_.action) == "verified"


def test_a_ratification_whose_effect_is_refused_says_so_and_changes_nothing(request_):
    outcome = decide(a_held_meeting(request_.body, present=2), "sign-off", request_.action)
    signed_off(request_, today=TODAY)
    with pytest.raises(Refused, match="cannot be ratified, because its effect is refused") as refused:
        decide(a_held_meeting(request_.body, on=LATER), "ratify", outcome.decision, ratified=True)
    assert "signed off" in refused.value.sentence
    assert Decision.objects.get(pk=outcome.decision.pk).state == "awaiting"


def test_what_waits_for_ratification_is_not_decided_a_second_time(request_):
    waits = decide(a_held_meeting(request_.body, present=2), "sign-off", request_.action).decision
    later = a_held_meeting(request_.body, on=LATER)
    ready = before_item(item_of(later, "sign-off"))
    assert len(ready) == 1 and f"decision {waits.number} waits" in ready[0].warn
    for result in ("agreed", "refused"):
        with pytest.raises(Refused, match=f"decision {waits.number} waits to be ratified") as refused:
            decide(later, "sign-off", request_.action, result=result, reason="So.")
        assert refused.value.rule == "meetings.waits-already"
    decide(later, "ratify", waits, ratified=False, comment="Too few were there.")
    assert before_item(item_of(later, "sign-off"))[0].warn == ""
    decide(later, "sign-off", request_.action)
    assert assurance(request_.action) == "signed-off"


def test_a_body_that_is_not_entitled_is_told_who_is(request_):
    for present in (5, 1):
        meeting = a_held_meeting(seated(), present=present)
        with pytest.raises(Refused) as refused:
            decide(meeting, "sign-off", request_.action)
        assert request_.body.name in refused.value.sentence and request_.body.name in refused.value.who
    assert not MeetingOutcome.objects.exists() and assurance(request_.action) == "verified"


def test_a_body_that_delivers_does_not_mark_its_own_homework():
    body = seated()
    action = a_governed_action(deliver=body)
    with pytest.raises(Refused, match="nobody marks their own homework"):
        decide(a_held_meeting(body), "sign-off", action)


def test_people_who_left_make_later_items_inquorate(request_):
    meeting = a_meeting(request_.body, items=("First", "Second"))
    first = meeting.items.get(title="First")
    commands.record_attendance(
        by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 3, until_item=first.pk), today=TODAY
    )
    meeting.refresh_from_db()
    before = decide(meeting, "other", None, item=first)
    after = decide(meeting, "other", None, item=meeting.items.get(title="Second"))
    assert (before.decision.state, after.decision.state) == ("standing", "awaiting")


def test_without_a_quorum_in_the_terms_no_decision_stands():
    meeting = a_held_meeting(seated(number=None))
    with pytest.raises(Refused, match="State the quorum in the body’s terms") as refused:
        decide(meeting, "other", None)
    assert refused.value.rule == "meetings.quorum-known"
    assert decide(meeting, "", None, result="noted").decision is None


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"result": "refused"}, "Say why it was not agreed"),
        ({"result": "deferred"}, "Say why it was put off"),
        ({"words": " "}, "own words"),
        ({"result": "guess"}, "Say what came of it"),
        ({"effect": "guess"}, "Choose what was decided"),
        ({"effect": "reopen"}, "Choose the action"),
        ({"about": ("action", 999)}, "is not here"),
        ({"today": TODAY - timedelta(days=1)}, "nothing can have been decided yet"),
    ],
)
def test_outcomes_that_say_too_little_are_refused(more, part):
    meeting = a_held_meeting()
    given = {"result": "agreed", "words": "RESOLVED: So.", "effect": "other", "today": TODAY} | more
    with pytest.raises(Refused, match=part):
        commands.record_outcome(by=SYSTEM, item=item_of(meeting), **given)
    assert not Decision.objects.exists()


def test_outcomes_need_the_attendance_first():
    meeting = a_meeting()
    with pytest.raises(Refused, match="Record the attendance first"):
        commands.record_outcome(by=SYSTEM, item=item_of(meeting), result="noted", words="Noted.", today=TODAY)


def test_the_chair_records_and_a_reader_does_not():
    meeting = a_held_meeting()
    assert decide(meeting, "other", None, by=a_user(cast.CHAIR, over=meeting.body)).decision
    with pytest.raises(NotPermitted):
        decide(meeting, "other", None, by=a_user(cast.READER))


def test_of_two_who_record_the_same_the_second_is_told_the_first_result(request_):
    meeting = a_held_meeting(request_.body)
    decide(meeting, "sign-off", request_.action, by=a_user(cast.PROGRAMME_OFFICE))
    with pytest.raises(Refused, match=f"1/1, agreed, by {cast.PROGRAMME_OFFICE.name}"):
        decide(meeting, "sign-off", request_.action)
    assert Decision.objects.count() == 1


def test_what_was_put_off_can_be_taken_up_again(request_):
    meeting = a_held_meeting(request_.body)
    decide(meeting, "sign-off", request_.action, result="deferred", reason="No time.")
    request_.refresh_from_db()
    assert request_.state == "waiting"
    decide(meeting, "sign-off", request_.action)
    assert assurance(request_.action) == "signed-off"


def test_not_agreed_closes_the_request_and_only_a_quorate_meeting_says_no(request_):
    with pytest.raises(Refused, match="could not refuse"):
        decide(
            a_held_meeting(request_.body, present=1),
            "sign-off",
            request_.action,
            result="refused",
            reason="No.",
        )
    meeting = a_held_meeting(request_.body, on=LATER)
    outcome = decide(meeting, "sign-off", request_.action, result="refused", reason="Too small.")
    request_.refresh_from_db()
    assert (outcome.decision, request_.state, request_.closed_reason) == (None, "refused", "Too small.")


def test_in_bulk_each_refusal_is_told_and_undone_alone():
    plan, body = a_plan(), seated()
    mine, other = an_asked_action(plan, board=body), an_asked_action(plan, board=a_body())
    meeting, events = a_held_meeting(body), Event.objects.count()
    rows = [
        OutcomeDraft("agreed", "RESOLVED: One.", "sign-off", ("action", mine.action_id)),
        OutcomeDraft("agreed", "RESOLVED: Two.", "sign-off", ("action", other.action_id)),
        OutcomeDraft("refused", "Three.", "sign-off", ("action", mine.action_id)),
    ]
    result = commands.record_outcomes(by=SYSTEM, item=item_of(meeting, "sign-off"), rows=rows, today=TODAY)
    assert [one.words for one in result.recorded] == ["RESOLVED: One."]
    assert [row.words for row, _ in result.refused] == ["RESOLVED: Two.", "Three."]
    assert "may not sign this action off" in result.refused[0][1].sentence
    assert (assurance(mine.action), assurance(other.action)) == ("signed-off", "verified")
    assert Decision.objects.count() == 1
    events_now = list(Event.objects.order_by("-number")[:2])
    assert "Two" not in str(events_now[0].entries)
    none = commands.record_outcomes(by=SYSTEM, item=item_of(meeting, "sign-off"), rows=rows[1:], today=TODAY)
    assert (len(none.recorded), len(none.refused)) == (0, 2)
    assert Event.objects.count() > events


def test_embedding_reopening_and_ending(request_):
    body, action = request_.body, request_.action
    meeting, watcher = a_held_meeting(body), a_post()
    decide(meeting, "sign-off", action)
    with pytest.raises(Refused, match="keeps watch"):
        decide(meeting, "embed", action)
    watch = {
        "watcher_post": watcher.pk,
        "watch_until": LATER,
        "reopen_if": "Fewer than 8 in 10 files show it.",
    }
    decide(meeting, "embed", action, **watch)
    assert assurance(action) == "embedded"
    decide(meeting, "reopen", action, reason="Fewer did.")
    assert assurance(action) == "reopened"
    decide(meeting, "end-action", action, reason="Another action does it.")
    assert Action.objects.get(pk=action.pk).ended_on == TODAY


def test_a_finding_is_met_and_opened_again_by_decisions():
    finding, board = a_finding(), seated()
    plan = a_plan(answers=(finding.inspection,))
    meeting = a_held_meeting(board)
    with pytest.raises(Refused, match="No body is named"):
        decide(meeting, "close-finding", finding)
    set_plan_body(by=SYSTEM, plan=plan, body=board, role="sign-off", today=TODAY)
    met = decide(meeting, "close-finding", finding)
    state = Finding.objects.get(pk=finding.pk).states.get(until=None)
    assert (state.state, state.decision) == ("met", met.decision)
    later = a_held_meeting(board, on=LATER)
    with pytest.raises(Refused, match="is met already, by Decision 1"):
        decide(later, "close-finding", finding)
    decide(later, "reopen-finding", finding)
    assert finding.states.get(until=None).state == "open"


# Between meetings -------------------------------------------------------------------------------------------------------


def a_delegation(body, post, kinds=("sign-off",), **more) -> Delegation:
    outcome = decide(a_held_meeting(body), "delegate", None, to_post=post.pk, kinds=list(kinds), **more)
    return outcome.decision.delegates


def test_a_delegation_is_minuted_used_and_reported(request_):
    body, post = request_.body, a_post()
    given = a_delegation(body, post)
    planned = a_meeting(body, on=LATER, items=())
    planned.items.filter(kind="ratify").delete()
    decision = commands.use_delegation(
        by=SYSTEM, delegation=given, kind="sign-off", about=("action", request_.action_id), words="That it be signed off.",
        on=TODAY, taken_by=post, today=TODAY,
    )  # fmt: skip
    assert decision.state == "standing" and assurance(request_.action) == "signed-off"
    assert planned.items.filter(kind="ratify").count() == 1
    commands.record_attendance(by=SYSTEM, meeting=planned, rows=rows_for(body, 5), today=LATER)
    planned.refresh_from_db()
    decide(planned, "ratify", decision)
    assert Decision.objects.get(pk=decision.pk).ratification.ratified


def test_who_answers_for_an_action_does_not_sign_it_off_under_a_delegation():
    from sightline.domain.plans.drafts import OwnerDraft

    body, post = seated(), add_post(by=SYSTEM, title="Head of Audit")
    request = an_asked_action(board=body, owners=(OwnerDraft(post_id=post.pk),))
    with pytest.raises(Refused, match="nobody marks their own homework"):
        commands.use_delegation(
            by=SYSTEM, delegation=a_delegation(body, post), kind="sign-off", about=("action", request.action_id),
            words="Signed off.", on=TODAY, taken_by=post, today=TODAY,
        )  # fmt: skip


def test_urgency_is_the_chairs_with_a_reason_and_is_reported(request_):
    body = request_.body
    chair, member = seats_of(body)[:2]
    given = {
        "by": SYSTEM, "body": body, "kind": "sign-off", "about": ("action", request_.action_id), "words": "Signed off.",
        "reason": "The grant ends today.", "on": TODAY, "taken_by": chair, "today": TODAY,
    }  # fmt: skip
    for wrong, part in (
        ({"reason": " "}, "Say why"),
        ({"taken_by": member}, "Only the chair"),
        ({"taken_by": seats_of(seated())[0]}, "Only the chair"),
        ({"kind": "delegate", "about": None}, "cannot be done in urgency"),
        ({"on": TODAY + timedelta(days=1)}, "still to come"),
    ):
        with pytest.raises(Refused, match=part):
            commands.act_urgently(**(given | wrong))
    decision = commands.act_urgently(**given)
    assert assurance(request_.action) == "signed-off" and decision.authority == "urgency"
    meeting = a_held_meeting(body, on=LATER)
    assert meeting.items.filter(kind="ratify").exists()


# By an accepted paper ---------------------------------------------------------------------------------------------------


def test_an_accepted_minute_is_the_deciding_outcome():
    board = seated()
    action = an_asked_action(board=board).action
    paper = a_paper(replace(MINUTES, body_id=board.pk, date=TODAY))
    outcome, other = paper.outcomes.exclude(kind="commitment").order_by("number")[:2]
    given = {
        "by": SYSTEM, "outcome": outcome, "effect": "sign-off", "about": ("action", action.pk), "today": TODAY,
        "quorate": True, "quorum_words": "9 of 12 are listed as present",
    }  # fmt: skip
    with pytest.raises(Refused, match="what in the paper shows it"):
        commands.decide_by_paper(**(given | {"quorum_words": ""}))
    decision = commands.decide_by_paper(**given)
    assert (decision.words, decision.on, decision.place_kind) == (outcome.text, TODAY, "paper-outcome")
    assert assurance(action) == "signed-off"
    with pytest.raises(Refused, match="recorded already as Decision 1"):
        commands.decide_by_paper(**given)
    waits = commands.decide_by_paper(
        **(given | {"outcome": other, "effect": "other", "about": None, "quorate": False})
    )
    assert waits.state == "awaiting"
    withdraw_paper(by=SYSTEM, paper=paper, reason="Read twice.", today=TODAY)
    with pytest.raises(Refused, match="taken out of the register"):
        commands.decide_by_paper(**(given | {"effect": "other", "about": None}))


def test_a_body_that_ended_cannot_decide_and_its_successor_ratifies():
    board, follows = seated(), seated()
    outcome = decide(a_held_meeting(board, present=1), "other", None)
    end_body(by=SYSTEM, body=board, until=TODAY, reason="Done.", successor=follows)
    with pytest.raises(Refused, match="has ended"):
        a_meeting(board, on=LATER)
    meeting = a_held_meeting(follows, on=LATER)
    decide(meeting, "ratify", outcome.decision)
    assert Decision.objects.get(pk=outcome.decision.pk).state == "ratified"
