"""A body ends and leaves nothing behind."""

from datetime import date, datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel
from django.utils import timezone

from sightline.domain.governance import responsibilities
from sightline.domain.governance.commands import end_body, meet_exit_criterion
from sightline.domain.governance.models import Body, BodyTerms, Delegation, ExitCriterion, Person, Post, Seat
from sightline.domain.meetings.commands import call_meeting, close_item, place_entry
from sightline.domain.meetings.models import CommitmentPassed, Meeting
from sightline.domain.plans.models import Action, ActionBody, Change, PlanBody, SignOffRequest
from sightline.ground.accounts.models import Grant
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.handover import queries
from sightline.work.handover.commands import hand_over_body
from sightline.work.handover.models import HandOver
from sightline.work.handover.rules import Answer
from tests import cast
from tests.agenda_factories import an_entry, an_item_paper
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_post, a_user, an_action
from tests.governance_factories import (
    SINCE,
    a_criterion,
    a_decision,
    a_deputy,
    a_seat,
    all_to,
    held,
    some_terms,
)

pytestmark = pytest.mark.django_db

DAY = TODAY


@pytest.fixture
def board():
    return a_body("Improvement Board", since=SINCE)


@pytest.fixture
def after():
    return a_body("Partnership Board", since=SINCE)


def over(board, after, *, until=DAY, today=DAY, by=SYSTEM, but=None, **changes):
    asked = all_to("body", board, after, until=until, but=but) | {
        "by": by, "body": board, "until": until, "today": today, "reason": "Intervention ended", "successor": after,
    }  # fmt: skip
    return hand_over_body(**(asked | changes))


def a_full_body(board):
    """A body that answers for one thing of many kinds."""
    from sightline.domain.meetings.commands.meetings import call_meeting
    from sightline.domain.plans.commands.bodies import set_plan_body, set_signs_off

    plan = a_plan("The plan")
    one = an_action(plan, "Train managers", ref="1.1", bodies=(("monitor", board.pk),))
    an_action(plan, "Recruit", ref="1.2", bodies=(("scrutinise", board.pk),))
    an_action(plan, "Audit", ref="1.3", bodies=(("cross-scrutinise", board.pk),))
    an_action(a_plan("Another plan"), "Hold panels", ref="1.4", bodies=(("deliver", board.pk),))
    set_plan_body(by=SYSTEM, plan=plan, body=board, role="sign-off", today=DAY)
    set_signs_off(by=SYSTEM, action=one, body=board, today=DAY)
    SignOffRequest.objects.create(
        action=one,
        body=board,
        evidence=[{"title": "Audit"}],
        evidence_sha256="a" * 64,
        asked_on=DAY,
        by_name="Office",
    )
    some_terms(a_body("Workforce Group", since=SINCE), reports_to=board)
    a_criterion(board)
    call_meeting(by=SYSTEM, body=board, on=date(2024, 7, 2))
    a_user(cast.CHAIR, over=board)
    return plan


def test_everything_passes_in_one_step_and_the_sum_is_kept(board, after):
    a_full_body(board)
    a_deputy(a_seat(board, "chair"))
    some_terms(board)
    asked = len(held("body", board))
    assert asked == 11
    decision = a_decision(board, "end-body", about=("body", board.pk, board.name))
    done = over(board, after, decision=decision)
    assert (done.held, done.moved, done.ended) == (asked, asked, 0)
    assert held("body", board) == []
    board.refresh_from_db()
    assert board.until == DAY and board.successor == after
    assert not Seat.objects.filter(body=board, until=None).exists()
    assert not BodyTerms.objects.filter(body=board, until=None).exists()
    assert queries.hash_stands(queries.hand_over_for(SYSTEM, done.number))


def test_each_thing_is_where_it_passed_to(board, after):
    plan = a_full_body(board)
    over(board, after, decision=a_decision(board, "end-body", about=("body", board.pk, board.name)))
    links = ActionBody.objects.filter(body=after, until=None)
    assert sorted(link.layer for link in links) == ["cross-scrutinise", "deliver", "monitor", "scrutinise"]
    ended = ActionBody.objects.filter(body=board)
    assert ended.count() == 4 and all(
        link.until and "Intervention ended" in link.ended_reason for link in ended
    )
    assert PlanBody.objects.get(until=None).body == after
    action = Action.objects.get(plan=plan, ref="1.1")
    assert action.signs_off == after
    assert Change.objects.filter(action=action, field="signs_off", new=after.name).exists()
    waiting, taken_back = (
        SignOffRequest.objects.get(state="waiting"),
        SignOffRequest.objects.get(state="withdrawn"),
    )
    assert waiting.body == after and waiting.evidence_sha256 == taken_back.evidence_sha256 == "a" * 64
    lines = BodyTerms.objects.filter(body__name="Workforce Group").order_by("since")
    assert [line.reports_to for line in lines] == [board, after]
    assert ExitCriterion.objects.get(until=None).body == after
    old, new = Meeting.objects.get(body=board), Meeting.objects.get(body=after)
    assert old.state == "moved" and old.moved_to == new and new.on == old.on
    assert new.items.count() == old.items.count() > 0
    assert Grant.objects.filter(kind="body", thing_id=after.pk, role="chair").exists()


def test_one_thing_may_pass_to_another_and_one_may_end(board, after):
    plan = a_plan()
    an_action(plan, bodies=(("monitor", board.pk),))
    an_action(plan, bodies=(("monitor", board.pk),))
    third = a_body("Corporate Parenting Panel")
    first, second = [one.id for one in held("body", board)]
    done = over(
        board, after, but={first: Answer(("body", third.pk)), second: Answer(None, "The pilot is over")}
    )
    assert (done.moved, done.ended) == (1, 1)
    assert ActionBody.objects.get(until=None).body == third
    assert ActionBody.objects.filter(ended_reason="The pilot is over").count() == 1


def test_what_has_no_answer_is_named_and_nothing_is_changed(board, after):
    an_action(a_plan(), "Train managers", ref="1.1", bodies=(("monitor", board.pk),))
    events = Event.objects.count()
    shown = all_to("body", board, after)
    with pytest.raises(Refused, match=r"1 thing is without an answer: .*Train managers"):
        over(board, after, answers={}, seen=shown["seen"])
    with pytest.raises(Refused, match="Say why nobody takes"):
        over(board, after, but={"action-monitor": Answer(None, "  ")})
    with pytest.raises(Refused, match="cannot pass to that"):
        over(board, after, but={"action-monitor": Answer(("post", a_post().pk))})
    assert Event.objects.count() == events + 1  # the post of the test itself
    board.refresh_from_db()
    assert board.until is None and not HandOver.objects.exists()


def test_what_was_added_since_the_list_was_opened_is_named(board, after):
    plan = a_plan()
    an_action(plan, "Train managers", bodies=(("monitor", board.pk),))
    shown = all_to("body", board, after)
    an_action(plan, "Recruit more", bodies=(("deliver", board.pk),))
    with pytest.raises(Refused, match=r"has changed since you opened it\. New: .*Recruit more"):
        over(board, after, **shown)
    ActionBody.objects.all().update(until=timezone.now())
    with pytest.raises(Refused, match="1 is no longer there"):
        over(board, after, **shown)


def test_a_successor_does_not_come_to_check_what_it_delivers(board, after):
    plan = a_plan("The plan")
    an_action(plan, "Train managers", ref="1.1", bodies=(("deliver", after.pk), ("monitor", board.pk)))
    an_action(plan, "Recruit", ref="1.2", bodies=(("monitor", board.pk),))
    with pytest.raises(
        Refused, match=r"Partnership Board delivers and monitors the same action then: Plan \d+, 1\.1\."
    ) as no:
        over(board, after)
    assert "1.2" not in no.value.sentence
    third = a_body("Scrutiny Panel")
    wrong = next(one.id for one in held("body", board) if "1.1" in one.words)
    done = over(board, after, but={wrong: Answer(("body", third.pk))})
    assert done.moved == 2


def test_both_of_two_layers_do_not_pass_to_one_body_either(board, after):
    """The layers of the whole plan count for actions that name none of their own."""
    from sightline.domain.plans.commands.bodies import set_plan_body

    plan = a_plan()
    an_action(plan, "Recruit", ref="1.2", bodies=(("deliver", after.pk),))
    set_plan_body(by=SYSTEM, plan=plan, body=board, role="sign-off", today=DAY)
    with pytest.raises(Refused, match="delivers and signs off the same action"):
        over(board, after)


def test_a_body_that_may_not_end_yet_needs_a_decision(board, after):
    some_terms(board, earliest_end=date(2024, 9, 1))
    criterion = a_criterion(board)
    with pytest.raises(Refused) as no:
        over(board, after)
    assert "“The department is assured” is not met." in no.value.sentence
    assert "before 1 September 2024" in no.value.sentence
    stranger = a_decision(a_body("Choir"), "end-body", about=("body", board.pk, board.name))
    with pytest.raises(Refused, match="cannot end"):
        over(board, after, decision=stranger)
    waits = a_decision(board, "end-body", quorate=False, about=("body", board.pk, board.name))
    with pytest.raises(Refused, match="has no effect"):
        over(board, after, decision=waits)
    other = a_decision(board, "end-body", about=("body", after.pk, after.name))
    with pytest.raises(Refused, match="is not a decision to end"):
        over(board, after, decision=other)
    meet_exit_criterion(by=SYSTEM, criterion=criterion, on=DAY, words="Letter of 1 June", today=DAY)
    with pytest.raises(Refused, match="before 1 September 2024"):
        over(board, after)
    done = over(board, after, decision=a_decision(board, "end-body", about=("body", board.pk, board.name)))
    assert done.decision is not None


def test_delegations_end_and_are_not_passed_on(board, after):
    from sightline.domain.governance.commands import delegate

    post = a_post("Director")
    given = delegate(
        by=SYSTEM, body=board, to_post=post, words="To end actions", kinds=["end-action"], since=DAY,
        decision=a_decision(board, "delegate"), until=None,
    )  # fmt: skip
    with pytest.raises(Refused, match="cannot pass to that"):
        over(board, after, but={"delegation-given": Answer(("body", after.pk))})
    over(board, after)
    assert Delegation.objects.get(pk=given.pk).until == DAY


def test_who_hands_over_and_when(board, after):
    with pytest.raises(NotPermitted):
        over(board, after, by=a_user(cast.READER))
    with pytest.raises(Refused, match="has not come"):
        over(board, after, until=date(2024, 6, 4), today=DAY)
    with pytest.raises(Refused, match="Say why"):
        over(board, after, reason=" ")
    over(board, after, by=a_user(cast.PROGRAMME_OFFICE))
    with pytest.raises(Refused, match="already ended"):
        over(board, after)


def test_nothing_passes_to_itself_or_to_a_body_that_ended(board, after):
    an_action(a_plan(), bodies=(("monitor", board.pk),))
    with pytest.raises(Refused, match="is the one that hands over"):
        over(board, board, successor=None)
    end_body(by=SYSTEM, body=after, until=DAY, reason="Merged")
    with pytest.raises(Refused, match="ended on 3 June 2024, so nothing can pass"):
        over(board, after, successor=None)


def test_a_role_over_the_body_is_given_over_its_successor_only_by_who_may(board, after):
    a_user(cast.CHAIR, over=board)
    local = a_user(cast.PROGRAMME_OFFICE, over=board)
    with pytest.raises(Refused, match="only by who may hand over any body"):
        over(board, after, by=local)
    over(board, after)
    assert Grant.objects.filter(kind="body", thing_id=after.pk).count() == 2
    assert list(Grant.objects.filter(kind="body", thing_id=board.pk).values_list("role", flat=True)) == [
        "reader",
        "reader",
    ]


def test_ending_it_without_a_hand_over_is_refused_and_says_what_it_holds(board):
    an_action(a_plan(), bodies=(("monitor", board.pk),))
    an_action(a_plan(), bodies=(("monitor", board.pk),))
    with pytest.raises(Refused, match=r"still answers for 2 things \(actions that it monitors: 2\)"):
        end_body(by=SYSTEM, body=board, until=DAY, reason="Done")


def test_actions_that_ended_and_closed_plans_stay_as_they_were(board, after):
    plan = a_plan()
    an_action(plan, bodies=(("monitor", board.pk),))
    Action.objects.update(ended_on=DAY)
    assert held("body", board) == []


def test_a_commitment_in_its_papers_passes_and_stays_with_the_paper(board, after):
    from sightline.domain.meetings.models import Outcome, Paper

    paper = Paper.objects.create(
        number=900,
        kind="minutes",
        title="Minutes",
        body=board,
        registered_by_name="x",
        registered_at=timezone.now(),
    )
    outcome = Outcome.objects.create(
        paper=paper, number=1, position=1, kind="commitment", text="Officers would report back"
    )
    Outcome.objects.create(paper=paper, number=2, position=2, kind="resolution", text="That it be noted")
    assert [one.key for one in held("body", board)] == [outcome.pk]
    over(board, after)
    assert CommitmentPassed.objects.get().body == after
    assert [one.key for one in held("body", after)] == [outcome.pk]
    paper.refresh_from_db()
    assert paper.body == board


def test_its_work_programme_passes_with_the_meeting_on_whose_agenda_it_stands(board, after):
    placed, waiting = an_entry(board, "Placed"), an_entry(board, "Waiting", timing="early 2030")
    meeting = call_meeting(by=SYSTEM, body=board, on=DAY + timedelta(days=30))
    item = place_entry(by=SYSTEM, today=TODAY, entry=placed, meeting=meeting)
    an_item_paper(item, "The paper")
    close_item(by=SYSTEM, item=item, kind="restricted", because="It names a family.")
    over(board, after)
    placed.refresh_from_db()
    waiting.refresh_from_db()
    assert (placed.body, waiting.body) == (after, after)
    assert (placed.state, placed.item.meeting.body) == ("placed", after)
    assert placed.item.papers.get().title == "The paper"
    assert placed.item.closings.get(until=None).because == "It names a family."
    step = waiting.steps.get(kind="passed")
    assert (step.old, step.new, step.reason != "") == (board.name, after.name, True)


def test_what_nobody_takes_over_of_its_work_programme_is_dropped(board, after):
    placed, meeting = an_entry(board), call_meeting(by=SYSTEM, body=board, on=DAY + timedelta(days=30))
    place_entry(by=SYSTEM, today=TODAY, entry=placed, meeting=meeting)
    over(
        board,
        after,
        but={"programme": Answer(None, "Nobody asks for it."), "meeting": Answer(None, "Not held.")},
    )
    placed.refresh_from_db()
    assert (placed.body, placed.state, placed.item) == (board, "dropped", None)
    assert placed.ended_reason == "Nobody asks for it."


def test_the_link_begins_no_earlier_than_it_could(board, after):
    """A hand-over recorded for a past day leaves no link that ends before it began."""
    an_action(a_plan(), bodies=(("monitor", board.pk),))
    over(board, after, until=date(2024, 5, 31))
    old = ActionBody.objects.get(body=board)
    new = ActionBody.objects.get(body=after)
    assert old.until >= old.since and new.since >= old.since
    assert isinstance(old.until, datetime)


@pytest.mark.parametrize("count", [10, 60])
def test_a_hand_over_takes_few_statements_however_much_it_is(board, after, statements, count):
    plan = a_plan()
    for _ in range(count):
        an_action(plan, bodies=(("monitor", board.pk),))
    with statements(19):
        shown = all_to("body", board, after)
    with statements(90):
        over(board, after, **shown)
    assert HandOver.objects.get().moved == count


@pytest.mark.parametrize("model", [Body, Post, Person])
def test_no_column_that_names_them_is_forgotten(model):
    """A new table that points to a body, post or person says whether it passes on, or why it stays."""
    columns, stays = responsibilities.covered()
    named = {
        f"{field.related_model._meta.label}.{field.field.name}"
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, ForeignObjectRel) and field.field.concrete
    }
    named = {name for name in named if not name.startswith("handover.")}
    assert named - columns - set(stays) == set()
    known = {
        field
        for one in apps.get_models()
        for field in [f"{one._meta.label}.{f.name}" for f in one._meta.fields]
    }
    assert columns | set(stays) <= known
