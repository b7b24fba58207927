"""Promises from taking up to discharge: the commands, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.meetings.commands import (
    OutcomeDraft,
    Taken,
    answer_recommendation,
    cancel_promise,
    circulate_paper,
    discharge_promise,
    give_notice,
    move_promise_date,
    record_outcome,
    record_outcomes,
    say_no_promise,
    say_promise_met,
    state_promise,
    take_back_met,
    take_up_promise,
    take_up_several,
)
from sightline.domain.meetings.models import NotAPromise, Promise, PromiseStep
from sightline.domain.meetings.promises import queries, undecided
from sightline.domain.meetings.promises.before import outstanding_at
from sightline.domain.meetings.promises.drafts import PromiseDraft
from sightline.domain.meetings.queries_meetings import before_item
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.handover.commands import hand_over_body
from sightline.work.handover.rules import Answer
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_post, a_user, some_evidence
from tests.governance_factories import all_to, held
from tests.integration.meetings.papers import a_paper
from tests.meeting_factories import a_held_meeting, a_meeting, decided, item_of, seated, seats_of
from tests.promise_factories import ASKED, a_promise, a_resolution, discharged

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


def refused(call, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value


def steps(promise: Promise) -> list[str]:
    return [step.kind for step in promise.steps.order_by("pk")]


def test_a_promise_keeps_the_words_and_what_is_not_stated_stays_empty():
    outcome = a_resolution()
    made = take_up_promise(by=SYSTEM, source=outcome, draft=PromiseDraft(words=ASKED), today=TODAY)
    made.refresh_from_db()
    assert (made.words, made.body, made.made_on) == (ASKED, outcome.meeting.body, TODAY)
    assert (made.kind, made.owner, made.due, made.due_event, made.to_whom) == ("", "", None, "", "")
    assert made.state == "open" and steps(made) == ["taken-up"]
    assert made.place_words.endswith(f"item {outcome.item.label}")


def test_the_same_words_of_one_outcome_are_taken_up_once_and_others_beside_them():
    outcome = a_resolution()
    draft = PromiseDraft(words=ASKED)
    first = take_up_promise(by=SYSTEM, source=outcome, draft=draft, today=TODAY)
    again = refused(take_up_promise, by=SYSTEM, source=outcome, draft=draft, today=TODAY)
    assert again.rule == "promises.taken-up-once" and f"promise {first.number}" in again.sentence
    take_up_promise(
        by=SYSTEM, source=outcome, draft=PromiseDraft(words="That it come back in June."), today=TODAY
    )
    assert outcome.promises.count() == 2


def test_nothing_is_left_undecided_unseen():
    outcome, other = a_resolution(), a_resolution(words="RESOLVED: That the report be noted.")
    user = a_user(cast.PROGRAMME_OFFICE)
    assert {one.source.pk for one in undecided.undecided(user)} == {outcome.pk, other.pk}
    result = take_up_several(
        by=user, today=TODAY,
        rows=[Taken(outcome, PromiseDraft(words=outcome.words)), Taken(other, None, "It was only noted.")],
    )  # fmt: skip
    assert (len(result.promises), result.none, result.refused) == (1, 1, ())
    assert undecided.undecided(user) == [] and undecided.undecided_count(user) == 0
    assert [one.source.pk for one in undecided.undecided(user, none=True)] == [other.pk]
    take_up_promise(by=user, source=other, draft=PromiseDraft(words="After all."), today=TODAY)
    assert undecided.undecided(user, none=True) == []


def test_saying_that_something_is_no_promise_needs_a_reason_and_is_said_once():
    outcome = a_resolution()
    assert refused(say_no_promise, by=SYSTEM, source=outcome, reason=" ", today=TODAY).field == "reason"
    say_no_promise(by=SYSTEM, source=outcome, reason="It was only noted.", today=TODAY)
    assert (
        "It was only noted."
        in refused(say_no_promise, by=SYSTEM, source=outcome, reason="x", today=TODAY).sentence
    )
    taken = a_resolution()
    take_up_promise(by=SYSTEM, source=taken, draft=PromiseDraft(words="x"), today=TODAY)
    assert (
        refused(say_no_promise, by=SYSTEM, source=taken, reason="x", today=TODAY).rule
        == "promises.decided-once"
    )
    assert NotAPromise.objects.count() == 1


def test_one_row_that_is_refused_leaves_the_others():
    outcome, other = a_resolution(), a_resolution(words="RESOLVED: That it come back.")
    result = take_up_several(
        by=SYSTEM,
        today=TODAY,
        rows=[Taken(outcome, None, ""), Taken(other, PromiseDraft(words="That it come back."))],
    )
    assert len(result.promises) == 1 and result.refused[0][1].field == "reason"


def test_a_paper_that_was_taken_out_promises_nothing():
    paper = a_paper()
    outcome = paper.outcomes.select_related("paper__body").first()
    paper.withdrawn_on, paper.withdrawn_reason = TODAY, "It is another council’s."
    paper.save()
    outcome.paper = paper
    no = refused(
        take_up_promise, by=SYSTEM, source=outcome, draft=PromiseDraft(words=outcome.text), today=TODAY
    )
    assert no.rule == "promises.paper-stands" and not Promise.objects.exists()


def test_what_was_not_stated_is_stated_without_a_reason_and_changed_with_one():
    promise, post, other = a_promise(), a_post("Head of Service"), a_post("Head of Audit")
    state_promise(
        by=SYSTEM,
        promise=promise,
        draft=PromiseDraft(words="", kind="circulate", owner=("post", post.pk)),
        reason="",
        today=TODAY,
    )
    changed = PromiseDraft(words="", kind="circulate", owner=("post", other.pk))
    assert (
        refused(state_promise, by=SYSTEM, promise=promise, draft=changed, reason="", today=TODAY).field
        == "reason"
    )
    held = state_promise(by=SYSTEM, promise=promise, draft=changed, reason="The service moved.", today=TODAY)
    assert held.owner_post == other and held.words == ASKED
    last = promise.steps.order_by("pk").last()
    assert (
        "Head of Service" in last.old and "Head of Audit" in last.new and last.reason == "The service moved."
    )


def test_the_first_date_stays_beside_the_last():
    promise = a_promise(due=LATER, made_on=TODAY)
    moved = LATER + timedelta(days=14)
    assert (
        refused(
            move_promise_date, by=SYSTEM, promise=promise, due=moved, due_event="", reason="", today=TODAY
        ).field
        == "reason"
    )
    early = refused(
        move_promise_date,
        by=SYSTEM,
        promise=promise,
        due=TODAY - timedelta(days=366),
        due_event="",
        reason="x",
        today=TODAY,
    )
    assert early.rule == "promises.due-after-made"
    held = move_promise_date(
        by=SYSTEM, promise=promise, due=moved, due_event="", reason="The audit is late.", today=TODAY
    )
    step = held.steps.get(kind="date")
    assert (held.due, step.old, step.new) == (moved, f"{LATER:%-d %B %Y}", f"{moved:%-d %B %Y}")


def test_an_officer_says_that_it_is_met_and_only_the_body_discharges_it():
    promise = a_promise()
    say_promise_met(
        by=SYSTEM,
        promise=promise,
        words="Sent to all members on 4 June.",
        today=TODAY,
        evidence=some_evidence(),
    )
    promise.refresh_from_db()
    assert promise.state == "said-met" and promise.decision is None
    item = item_of(a_held_meeting(promise.body, on=LATER), "promises")
    before = before_item(item)
    assert [row.about for row in before] == [("promise", promise.pk)] and "Sent to all members" in before[
        0
    ].note
    result = record_outcomes(
        by=SYSTEM, item=item, today=LATER,
        rows=[OutcomeDraft("agreed", before[0].draft, effect=before[0].effect, about=before[0].about)],
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.state == "discharged" and promise.decision == result.recorded[0].decision
    assert steps(promise) == ["taken-up", "said-met", "discharged"] and before_item(item) == []
    again = refused(say_promise_met, by=SYSTEM, promise=promise, words="x", today=LATER)
    assert again.rule == "promises.discharged-once"


def test_the_body_says_no_with_a_reason_and_it_comes_back():
    promise = a_promise()
    say_promise_met(by=SYSTEM, promise=promise, words="Sent.", today=TODAY)
    item = item_of(a_held_meeting(promise.body, on=LATER), "promises")
    record_outcome(
        by=SYSTEM, item=item, result="refused", effect="discharge", about=("promise", promise.pk), words="NOT AGREED: it.",
        reason="Half of the members have not had it.", today=LATER,
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.state == "open" and promise.met_words == ""
    step = promise.steps.order_by("pk").last()
    assert (step.kind, step.old, step.reason) == ("not-met", "Sent.", "Half of the members have not had it.")
    following = a_meeting(promise.body, on=LATER + timedelta(days=30))
    assert following.items.filter(kind="promises").exists()


def test_an_inquorate_meeting_discharges_nothing_until_it_is_ratified():
    promise = a_promise()
    say_promise_met(by=SYSTEM, promise=promise, words="Sent.", today=TODAY)
    meeting = a_held_meeting(promise.body, on=LATER, present=1)
    about = {"effect": "discharge", "about": ("promise", promise.pk), "today": LATER}
    no = refused(
        record_outcome,
        by=SYSTEM,
        item=item_of(meeting, "promises"),
        result="refused",
        words="No.",
        reason="Not all.",
        **about,
    )
    assert no.rule == "meetings.only-a-quorate-meeting-refuses"
    made = record_outcome(
        by=SYSTEM, item=item_of(meeting, "promises"), result="agreed", words="RESOLVED: so.", **about
    )
    promise.refresh_from_db()
    assert promise.state == "said-met" and not made.decision.has_effect
    after = a_held_meeting(promise.body, on=LATER + timedelta(days=30))
    record_outcome(
        by=SYSTEM, item=item_of(after, "ratify"), result="agreed", effect="ratify", about=("decision", made.decision.pk),
        words="RESOLVED: That it be ratified.", today=after.on,
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.state == "discharged"


def test_another_body_cannot_discharge_it_and_a_promise_without_a_body_cannot_be_discharged():
    promise = a_promise()
    stranger = item_of(a_held_meeting(seated(a_body("Another Board")), on=LATER))
    discharge = {
        "result": "agreed",
        "effect": "discharge",
        "about": ("promise", promise.pk),
        "words": "RESOLVED: so.",
    }
    no = refused(record_outcome, by=SYSTEM, item=stranger, today=LATER, **discharge)
    assert no.rule == "plans.entitled-body" and promise.body.name in no.sentence
    Promise.objects.update(body=None)
    none = refused(record_outcome, by=SYSTEM, item=stranger, today=LATER, **discharge)
    assert none.rule == "promises.entitled-body"


def test_the_database_holds_that_only_a_decision_ends_a_promise():
    promise = a_promise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=promise.pk).update(state="discharged")


def test_a_decision_about_something_else_discharges_nothing():
    promise, other = a_promise(), a_promise(words="Another.")
    for decision in (decided("discharge", promise.body, other), decided("other", promise.body, promise)):
        no = refused(discharge_promise, by=SYSTEM, promise=promise, decision=decision, today=TODAY)
        assert no.rule == "promises.only-a-decision-discharges"
    waits = decided("discharge", promise.body, promise, quorate=False)
    assert refused(discharge_promise, by=SYSTEM, promise=promise, decision=waits, today=TODAY).rule.endswith(
        "discharges"
    )


def test_who_owes_it_does_not_discharge_it_alone_in_urgency():
    post = a_post("Chair’s office")
    promise = a_promise(owner=("post", post.pk))
    urgent = decided(
        "discharge",
        promise.body,
        promise,
        authority="urgency",
        urgency_reason="It cannot wait.",
        taken_by=post,
    )
    no = refused(discharge_promise, by=SYSTEM, promise=promise, decision=urgent, today=TODAY)
    assert no.rule == "promises.nobody-marks-their-own-homework"


def test_a_body_cancels_what_it_does_not_ask_for_any_more():
    promise = a_promise()
    cancel_promise(
        by=SYSTEM, promise=promise, decision=decided("cancel-promise", promise.body, promise), today=TODAY
    )
    promise.refresh_from_db()
    assert promise.state == "cancelled" and steps(promise)[-1] == "cancelled"


def test_what_is_said_to_be_met_can_be_taken_back_with_a_reason():
    promise = a_promise()
    assert (
        refused(take_back_met, by=SYSTEM, promise=promise, reason="x", today=TODAY).rule
        == "promises.said-first"
    )
    say_promise_met(by=SYSTEM, promise=promise, words="Sent.", today=TODAY)
    take_back_met(by=SYSTEM, promise=promise, reason="The wrong paper was sent.", today=TODAY)
    promise.refresh_from_db()
    assert promise.state == "open" and promise.steps.get(kind="taken-back").old == "Sent."


def test_a_recommendation_carries_the_two_months_and_an_answer():
    cabinet = a_body("Cabinet", kind="executive")
    promise = a_promise(kind="recommend", owner=("body", cabinet.pk), made_on=date(2024, 3, 1))
    early = refused(give_notice, by=SYSTEM, promise=promise, on=date(2024, 2, 1), today=TODAY)
    assert early.rule == "promises.notice-after-made"
    held = give_notice(by=SYSTEM, promise=promise, on=date(2024, 3, 5), today=date(2024, 3, 6))
    assert held.answer_due == date(2024, 5, 4)
    user = a_user(cast.PROGRAMME_OFFICE)
    late = queries.PromiseFilters(overdue="yes")
    assert not queries.promises(user, late, today=date(2024, 5, 4)).exists()
    assert queries.promises(user, late, today=date(2024, 5, 5)).get() == promise
    answered = answer_recommendation(
        by=SYSTEM,
        promise=promise,
        answer="partly",
        words="Two of the six posts.",
        on=date(2024, 5, 5),
        today=TODAY,
    )
    assert answered.state == "open" and not queries.promises(user, late, today=TODAY).exists()
    assert steps(promise) == ["taken-up", "notice", "answer"]


def test_it_stands_on_every_agenda_until_it_is_discharged():
    body = seated()
    assert not a_meeting(body, on=LATER).items.filter(kind="promises").exists()
    promise = a_promise(body, due=TODAY)
    meeting = a_held_meeting(body, on=LATER + timedelta(days=1))
    item = meeting.items.get(kind="promises")
    assert [one for one, _ in outstanding_at(item)] == [promise] and "It was due on" in outstanding_at(item)[
        0
    ][1]
    assert (
        before_item(item) == []
    )  # nobody says that it is met, so it is not discharged together with others unseen
    discharged(promise, on=LATER + timedelta(days=2))
    assert not a_meeting(body, on=LATER + timedelta(days=60)).items.filter(kind="promises").exists()


def test_a_paper_discharges_what_its_body_resolved():
    from sightline.domain.meetings.commands import decide_by_paper

    promise = a_promise()
    paper = a_paper()
    paper.body = promise.body
    paper.save()
    outcome = paper.outcomes.filter(kind="resolution").select_related("paper__body").first()
    decision = decide_by_paper(
        by=SYSTEM, outcome=outcome, effect="discharge", about=("promise", promise.pk), today=LATER, quorate=True,
        quorum_words="Seven of nine members are named as present.",
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.state == "discharged" and promise.decision == decision


def test_who_may_not_keep_promises_is_refused():
    promise = a_promise()
    with pytest.raises(NotPermitted):
        state_promise(
            by=a_user(cast.READER),
            promise=promise,
            draft=PromiseDraft(words="", kind="note"),
            reason="",
            today=TODAY,
        )
    assert PromiseStep.objects.filter(promise=promise).count() == 1


def test_what_it_was_promised_passes_to_the_body_that_follows_and_that_one_discharges_it():
    body, after, post = seated(), seated(a_body("The board that follows")), a_post("Head of Service")
    promise = a_promise(body, owner=("post", post.pk))
    asked = {
        "by": SYSTEM,
        "body": body,
        "until": LATER,
        "today": LATER,
        "reason": "It is done.",
        "successor": after,
    }
    nobody = {"promise": Answer(None, "It ends with it.")}
    with pytest.raises(Refused):
        hand_over_body(**asked, **all_to("body", body, after, until=LATER, but=nobody))
    hand_over_body(**asked, **all_to("body", body, after, until=LATER))
    promise.refresh_from_db()
    assert (promise.body, promise.owner_post, steps(promise)[-1]) == (after, post, "passed")
    assert discharged(promise, on=LATER + timedelta(days=30)).decision.body == after


def test_a_commitment_that_was_taken_up_is_handed_over_once():
    body = seated()
    paper = a_paper()
    paper.body = body
    paper.save()
    outcome = paper.outcomes.select_related("paper__body").get(kind="commitment")
    assert [one.kind for one in held("body", body) if one.kind in ("commitment", "promise")] == ["commitment"]
    take_up_promise(by=SYSTEM, source=outcome, draft=PromiseDraft(words=outcome.text), today=TODAY)
    assert [one.kind for one in held("body", body) if one.kind in ("commitment", "promise")] == ["promise"]


def test_a_promise_is_met_by_circulating_a_paper_recorded_for_each_member():
    promise, paper = a_promise(), a_paper(text="The paper as it was sent.")
    seats = seats_of(promise.body)
    asked = {"by": SYSTEM, "promise": promise, "paper": paper, "on": TODAY, "today": TODAY}
    assert refused(circulate_paper, **asked, to=[], why_not="").field == "to"
    assert refused(circulate_paper, **asked, to=[seats_of(seated())[0].pk], why_not="").field == "to"
    assert refused(circulate_paper, **asked, to=[seats[0].pk], why_not=" ").field == "why_not"
    assert refused(circulate_paper, **asked | {"on": LATER}, to=[seats[0].pk], why_not="x").field == "on"
    made = circulate_paper(**asked, to=[seat.pk for seat in seats[1:]], why_not="On leave.")
    promise.refresh_from_db()
    assert (promise.state, promise.met_paper, made.sha256) == (
        "said-met",
        paper,
        paper.sources.get().file.sha256,
    )
    had = {one.seat: (one.sent, one.reason) for one in made.recipients.all()}
    assert had == dict.fromkeys(seats[1:], (True, "")) | {seats[0]: (False, "On leave.")}
    assert (
        promise.met_words == f"Circulated on {TODAY:%-d %B %Y} to {len(seats) - 1} of {len(seats)} members."
    )


def test_a_paper_without_a_file_is_not_circulated():
    promise, paper = a_promise(), a_paper()
    paper.sources.all().delete()
    no = refused(
        circulate_paper, by=SYSTEM, promise=promise, paper=paper, on=TODAY, today=TODAY, why_not="",
        to=[seat.pk for seat in seats_of(promise.body)],
    )  # fmt: skip
    assert no.rule == "promises.circulated-paper-is-frozen"


def test_a_page_of_the_register_holds_what_the_whole_list_holds_there(statements):
    body = a_body()
    for place, days in enumerate((9, 3, None, 3, 7)):
        a_promise(body, f"Promise {place}", due=TODAY + timedelta(days) if days else None)
    for sort in queries.SORTS:
        found = queries.promises(SYSTEM, today=TODAY, sort=sort)
        with statements(2):
            part = queries.part_of(found, 1, 4)
        assert part == list(found)[1:4]
