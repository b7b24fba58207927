"""Digests: what changed, for whom, from when until when; never twice, never nothing, never more than one may see."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from sightline.domain.plans.commands import add_comment, edit_action, record_update
from sightline.domain.plans.drafts import ActionEdit, OwnerDraft
from sightline.domain.plans.models import Change, Comment, Update
from sightline.ground.jobs.models import Message
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.notices import jobs
from sightline.work.notices.choices import choice_of, notices_page
from sightline.work.notices.commands import choose_notices, make_digest
from sightline.work.notices.digest import as_text, changed
from sightline.work.notices.models import Digest
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_holding, a_plan, a_post, a_user, an_action

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def plan(db):
    a_council()
    return a_plan("Northmere improvement plan", today=MONDAY.date() - 60 * DAY)


@pytest.fixture
def action(plan):
    return an_action(
        plan, "Hold a weekly panel", today=MONDAY.date() - 60 * DAY, due=MONDAY.date() + 60 * DAY
    )


@pytest.fixture
def chair(plan):
    return a_user(cast.CHAIR)


def at(moment: datetime) -> None:
    """What was recorded by now was recorded at that moment."""
    newest = timezone.now() - timedelta(minutes=10)
    Change.objects.filter(at__gt=newest).update(at=moment)
    Update.objects.filter(at__gt=newest).update(at=moment)


def move_due(plan, action, day, moment, reason="The hall is let to a child called Sam"):
    edit = ActionEdit(action.pk, values={"due": day}, reason=reason)
    edit_action(by=SYSTEM, plan=plan, edit=edit, today=moment.date())
    at(moment)


def test_comments_are_told_and_their_words_stay_behind_the_sign_in(plan, action, chair):
    office, monday = a_user(cast.PROGRAMME_OFFICE), MONDAY.date()
    first = add_comment(by=office, about=action, text="Sam’s panel is late", today=monday)
    add_comment(by=office, about=action, text="Whose?", today=monday, answers=first)
    Comment.objects.update(at=MONDAY + DAY)
    told = changed(chair, scope="all", since=MONDAY, until=MONDAY + 2 * DAY, today=MONDAY.date() + 2 * DAY)
    text = as_text(told)
    assert f"Comment of 2 March 2026, {office.name}" in text and "Answer of 2 March 2026" in text
    assert told.changes == 2 and "Sam" not in text


def test_old_and_new_values_and_no_typed_words(plan, action, chair):
    due = action.due
    move_due(plan, action, due + 7 * DAY, MONDAY - 3 * DAY)
    move_due(plan, action, due + 14 * DAY, MONDAY - 2 * DAY)
    record_update(
        by=SYSTEM, action=action, today=MONDAY.date() - DAY, text="Sam was seen", delivery="in-progress"
    )
    at(MONDAY - DAY)
    edit = ActionEdit(action.pk, values={"success_measure": "Sam is well"}, reason="Sam")
    edit_action(by=SYSTEM, plan=plan, edit=edit, today=MONDAY.date())
    at(MONDAY - timedelta(hours=5))
    digest = make_digest(by=SYSTEM, user=chair, now=MONDAY)
    text = digest.message.text
    assert "Due date: 1 May 2026 -> 15 May 2026" in text, "the net change of the week"
    assert "Delivery: not stated -> In progress" in text
    assert "Success measure: changed" in text and "Update of 1 March 2026, the tests" in text
    assert "Sam" not in text
    assert f"/plans/{plan.number}/actions/{action.number}/" in text and "NORTHMERE IMPROVEMENT PLAN" in text
    assert "22 February 2026" not in digest.message.subject and "Northmere:" in digest.message.subject


def test_what_moved_back_is_no_change(plan, action, chair):
    due = action.due
    move_due(plan, action, due + 7 * DAY, MONDAY - 3 * DAY)
    move_due(plan, action, due, MONDAY - 2 * DAY)
    assert make_digest(by=SYSTEM, user=chair, now=MONDAY).message is None


def test_nothing_changed_nothing_sent_and_the_next_goes_on_from_there(plan, action, chair):
    first = make_digest(by=SYSTEM, user=chair, now=MONDAY)
    assert first.message is None and first.changes == 0 and not Message.objects.exists()
    second = make_digest(by=SYSTEM, user=chair, now=MONDAY + 7 * DAY + timedelta(minutes=11))
    assert second.since == first.until and second.until == MONDAY + 7 * DAY + timedelta(
        minutes=11
    ) - timedelta(hours=1)


def test_every_change_is_told_exactly_once(plan, action, chair):
    """Week after week, with a worker that comes late and once not at all; changes at and around every boundary."""
    runs = [MONDAY, MONDAY + 7 * DAY + timedelta(hours=9), MONDAY + 15 * DAY, MONDAY + 21 * DAY]
    moments = [run - timedelta(hours=1) + timedelta(seconds=offset) for run in runs for offset in (-1, 0, 1)]
    for number, moment in enumerate(moments[:-1]):
        Change.objects.create(
            action=action,
            field="due",
            old=None,
            new=f"2027-01-{number + 1:02}",
            on=moment.date(),
            by_name="x",
        )
        at(moment)
    at_all = 0
    for run in runs:
        digest = make_digest(by=SYSTEM, user=chair, now=run)
        at_all += Change.objects.filter(at__gt=digest.since, at__lte=digest.until).count()
    assert at_all == len(moments) - 1
    periods = list(Digest.objects.order_by("since").values_list("since", "until"))
    assert all(one[1] == other[0] for one, other in pairwise(periods))


def test_made_once_a_day_and_only_when_due(plan, action, chair):
    make_digest(by=SYSTEM, user=chair, now=MONDAY)
    for later in (timedelta(hours=2), DAY):
        with pytest.raises(Refused, match="No digest is due"):
            make_digest(by=SYSTEM, user=chair, now=MONDAY + later)
    with pytest.raises(NotPermitted):
        make_digest(by=chair, user=chair, now=MONDAY + 7 * DAY)


def test_only_what_one_may_see(plan, action):
    """A member of one body sees its actions only; so does the digest."""
    body = a_body("Safeguarding Partnership")
    theirs = an_action(
        plan, "Of the partnership", bodies=(("deliver", body.pk),), today=MONDAY.date() - 60 * DAY
    )
    member = a_user(cast.BOARD_MEMBER, over=body)
    stranger = a_user(cast.STRANGER)
    for each in (action, theirs):
        record_update(
            by=SYSTEM, action=each, today=MONDAY.date() - DAY, no_change=True, delivery="in-progress"
        )
    at(MONDAY - DAY)
    text = make_digest(by=SYSTEM, user=member, now=MONDAY).message.text
    assert "Of the partnership" in text and "Hold a weekly panel" not in text
    choose_notices(by=stranger, user=stranger, digest="daily", weekday=0, scope="all", reminders=True)
    assert make_digest(by=SYSTEM, user=stranger, now=MONDAY).message is None


def test_an_owner_is_told_of_the_actions_of_their_posts(plan, action):
    owner = a_user(cast.OWNER)
    holding = a_holding(cast.OWNER)
    mine = an_action(
        plan, "Mine", owners=(OwnerDraft(post_id=holding.post_id),), today=MONDAY.date() - 60 * DAY
    )
    an_action(plan, "Another's", owners=(OwnerDraft(post_id=a_post().pk),), today=MONDAY.date() - 60 * DAY)
    for each in plan.actions.all():
        record_update(
            by=SYSTEM, action=each, today=MONDAY.date() - DAY, no_change=True, delivery="in-progress"
        )
    at(MONDAY - DAY)
    text = make_digest(by=SYSTEM, user=owner, now=MONDAY).message.text
    assert mine.title in text and "Another's" not in text
    choose_notices(by=owner, user=owner, digest="daily", weekday=0, scope="all", reminders=True)
    assert choice_of(owner).digest == "daily"
    move_due(plan, action, action.due + DAY, MONDAY)
    assert "Hold a weekly panel" in make_digest(by=SYSTEM, user=owner, now=MONDAY + DAY).message.text


def test_the_morning_makes_those_that_are_due_and_run_again_makes_none(plan, action, chair):
    a_user(cast.DIRECTOR), a_user(cast.READER)
    move_due(plan, action, action.due + DAY, MONDAY - DAY)
    assert jobs.run(MONDAY) == (0, 2), "the reader asked for none"
    assert jobs.run(MONDAY + timedelta(hours=1)) == (0, 0)
    assert {message.to for message in Message.objects.all()} == {cast.CHAIR.email, cast.DIRECTOR.email}


def test_a_long_list_is_cut_and_says_so(plan, chair):
    for _ in range(65):
        an_action(plan, today=MONDAY.date() - 60 * DAY)
    for each in plan.actions.all():
        record_update(by=SYSTEM, action=each, today=MONDAY.date() - DAY, no_change=True)
    at(MONDAY - DAY)
    text = make_digest(by=SYSTEM, user=chair, now=MONDAY).message.text
    assert "5 further actions changed" in text and text.count("/actions/") == 60


@pytest.mark.parametrize("number", [2, 20])
def test_few_statements_for_each_owner(plan, chair, statements, number):
    for _ in range(number):
        action = an_action(plan, today=MONDAY.date() - 60 * DAY)
        record_update(
            by=SYSTEM, action=action, today=MONDAY.date() - DAY, no_change=True, delivery="in-progress"
        )
    at(MONDAY - DAY)
    with statements(16):
        make_digest(by=SYSTEM, user=chair, now=MONDAY)


def test_the_page_says_last_sent_next_due_and_what_it_would_say(client, plan, action, chair):
    client.force_login(chair)
    page = client.get("/notices/").content.decode()
    assert "Never" in page and "You have not chosen yet" in page and "Where nothing changed" in page
    record_update(
        by=SYSTEM, action=action, today=timezone.localdate(), text="Secret words", delivery="in-progress"
    )
    page = client.get("/notices/").content.decode()
    assert "Delivery: not stated -&gt; In progress" in page and "Secret words" not in page
    said = {"digest": "weekly", "weekday": "3", "scope": "all"}
    page = client.post("/notices/", said, follow=True).content.decode()
    assert "Your choice was saved." in page
    found = notices_page(chair, timezone.now())
    assert found.choice.weekday == 3 and found.own and not found.choice.reminders
    refused = client.post("/notices/", {"digest": "hourly", "scope": "all"})
    assert refused.status_code == 422


def test_nobody_chooses_for_another(plan, chair):
    with pytest.raises(NotPermitted):
        choose_notices(
            by=a_user(cast.ADMINISTRATOR), user=chair, digest="none", weekday=0, scope="all", reminders=True
        )
