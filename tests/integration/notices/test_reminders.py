"""Reminders: each occasion once, one mail a person and day, on working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.domain.evidence.commands import withdraw_evidence
from sightline.domain.plans.commands import edit_action
from sightline.domain.plans.drafts import ActionEdit
from sightline.doors.cli.main import main
from sightline.ground.accounts.commands import deactivate_user
from sightline.ground.jobs.models import Job, Message
from sightline.ground.lib.errors import Refused
from sightline.work.notices import jobs
from sightline.work.notices.commands import choose_notices, remind
from sightline.work.notices.models import LinkedAction, Reminder, UpdateLink
from sightline.work.notices.reminders import due_today
from tests import cast
from tests.factories import SYSTEM, a_council, a_holding, a_plan, a_user, some_evidence
from tests.notices_factories import an_owed_action, someone_in_post

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)


def morning(day: date) -> tuple[int, int]:
    return jobs.run(datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC))


def mornings(first: date, days: int) -> list[date]:
    """The days on which a reminder went out, morning after morning."""
    return [day for step in range(days) if morning(day := first + timedelta(days=step))[0]]


@pytest.fixture
def plan(db):
    a_council()
    return a_plan("Northmere improvement plan", today=START)


@pytest.fixture
def partner(plan):
    return someone_in_post()


def test_reminders_of_a_date_over_easter(plan, partner):
    """Due on Friday 27 March 2026 and never spoken of but on 1 March; Good Friday is 3 April, the clocks change on the 29th."""
    an_owed_action(plan, partner, today=date(2026, 3, 1), quiet=0, due=date(2026, 3, 27))
    assert mornings(date(2026, 3, 1), 46) == [
        date(2026, 3, 2),  # 30 days before was 25 February
        date(2026, 3, 20), date(2026, 3, 26),
        date(2026, 4, 7),  # 3 April is Good Friday, then a weekend and Easter Monday; the update is due on the 12th
        date(2026, 4, 10),
        date(2026, 4, 13),  # one day before the update was due was a Saturday
    ]  # fmt: skip
    assert Reminder.objects.count() == len(set(Reminder.objects.values_list("occasion", flat=True)))


def test_one_mail_for_everything_and_a_link_that_names_all(plan, partner):
    today = date(2026, 3, 4)  # a Wednesday
    for number in range(3):
        an_owed_action(
            plan, partner, f"Task {number}", today=today, quiet=50, due=today + timedelta(days=7 * number)
        )
    assert morning(today) == (1, 0)
    message = Message.objects.get()
    assert message.key == f"reminder:{partner.person_id}:2026-03-04"
    assert "3 actions of yours need a word" in message.text
    assert LinkedAction.objects.filter(link=UpdateLink.objects.get()).count() == 3
    assert morning(today) == (0, 0) and Message.objects.count() == 1, "run again it does nothing twice"
    assert morning(today + timedelta(days=1))[0] == 0


def test_a_moved_date_begins_anew(plan, partner):
    today = date(2026, 3, 4)
    action = an_owed_action(plan, partner, today=today, quiet=10, due=date(2026, 3, 11))
    assert morning(today)[0] == 1
    edit_action(
        by=SYSTEM, plan=plan, edit=ActionEdit(action.pk, values={"due": date(2026, 3, 12)}, reason="The hall is let"),
        today=today,
    )  # fmt: skip
    assert morning(date(2026, 3, 5))[0] == 1
    assert set(Reminder.objects.values_list("occasion", flat=True)) == {
        "due:2026-03-11:7",
        "due:2026-03-12:7",
    }


def test_nothing_on_a_weekend_or_a_bank_holiday(plan, partner):
    an_owed_action(plan, partner, today=date(2026, 3, 1), quiet=0, due=date(2026, 4, 3))
    for day in (date(2026, 3, 28), date(2026, 3, 29), date(2026, 4, 3), date(2026, 4, 6)):
        assert morning(day) == (0, 0)


def test_who_does_not_want_reminders_gets_none_and_who_left_gets_none(plan):
    today = date(2026, 3, 4)
    owner, gone = a_user(cast.OWNER), a_user(cast.OTHER_OWNER)
    for player in (cast.OWNER, cast.OTHER_OWNER):
        an_owed_action(plan, a_holding(player), today=today, due=today)
    deactivate_user(by=a_user(cast.ADMINISTRATOR), user=gone)
    assert [due.owes.person.name for due in due_today(today)] == [cast.OWNER.name]
    choose_notices(by=owner, user=owner, digest="none", weekday=0, scope="mine", reminders=False)
    assert due_today(today) == []


def test_a_user_is_given_links_to_pages_and_how_to_stop(plan):
    today = date(2026, 3, 4)
    a_user(cast.OWNER)
    action = an_owed_action(plan, a_holding(cast.OWNER), "Hold a panel", today=today, due=today)
    morning(today)
    text = Message.objects.get().text
    assert f"http://localhost:8000/plans/{plan.number}/actions/{action.number}/" in text
    assert "To choose what you get: http://localhost:8000/notices/" in text
    assert "Due 4 March 2026, today." in text


def test_evidence_to_be_renewed_is_in_the_same_mail_once(plan, partner):
    today = date(2026, 3, 4)
    piece = some_evidence("Supervision audit", owner=partner.post, expires=date(2026, 3, 11), today=START)
    old = some_evidence("Withdrawn audit", owner=partner.post, expires=date(2026, 3, 11), today=START)
    withdraw_evidence(by=SYSTEM, evidence=old, reason="Replaced", today=START)
    assert morning(today)[0] == 1
    message = Message.objects.get()
    assert "Supervision audit: to be renewed by 11 March 2026, 7 days to go" in message.text
    assert "Withdrawn audit" not in message.text and not UpdateLink.objects.exists()
    assert "1 piece of evidence wants a word" in message.subject
    assert Reminder.objects.get().evidence == piece
    assert morning(today)[0] == 0
    an_owed_action(plan, partner, today=today, due=date(2026, 3, 17))
    assert morning(date(2026, 3, 10))[0] == 1
    both = Message.objects.get(key__endswith="2026-03-10")
    assert "Supervision audit" in both.text and "1 action" in both.subject


def test_a_person_without_an_address_is_left_for_the_office(plan):
    today = date(2026, 3, 4)
    an_owed_action(plan, someone_in_post(email=""), today=today, due=today)
    assert morning(today) == (0, 0) and not Message.objects.exists()


def test_two_workers_remind_once(plan, partner):
    today = date(2026, 3, 4)
    an_owed_action(plan, partner, today=today, due=today)
    remind(by=SYSTEM, person=partner.person, today=today)
    with pytest.raises(Refused, match="nothing to remind"):
        remind(by=SYSTEM, person=partner.person, today=today)
    Reminder.objects.all().delete()
    with pytest.raises(Refused, match="queued already"):
        remind(by=SYSTEM, person=partner.person, today=today)
    assert Message.objects.count() == 1 == UpdateLink.objects.count()


def test_what_goes_wrong_for_one_does_not_keep_the_others_waiting(plan, partner, monkeypatch):
    today = date(2026, 3, 4)
    other = someone_in_post("Other Manager", "Other post", email="other@health.example")
    for holding in (partner, other):
        an_owed_action(plan, holding, today=today, due=today)

    def broken(*, by, person, today):
        if person == other.person:
            raise ValueError("broken")
        return remind(by=by, person=person, today=today)

    monkeypatch.setattr(jobs, "remind", broken)
    with pytest.raises(RuntimeError, match="1 reminders or digests"):
        morning(today)
    assert Message.objects.get().to == "partner@health.example"
    monkeypatch.undo()
    assert morning(today)[0] == 1 and Message.objects.count() == 2


def test_the_words_of_an_update_are_never_in_a_mail(plan, partner):
    today = date(2026, 3, 4)
    an_owed_action(
        plan,
        partner,
        "Hold a panel",
        today=today,
        due=today,
        detail="Secret detail",
        success_measure="Secret measure",
    )
    morning(today)
    assert "Secret" not in Message.objects.get().text


@pytest.mark.parametrize("number", [1, 30])
def test_finding_who_is_due_takes_the_same_statements(plan, statements, number):
    today = date(2026, 3, 4)
    for each in range(number):
        an_owed_action(plan, someone_in_post(f"Person {each}", f"Post {each}"), today=today, due=today)
    with statements(6):
        assert len(due_today(today)) == number


def test_the_command_line_says_what_would_be_sent_and_writes_nothing(plan, partner, capsys, monkeypatch):
    today = date(2026, 3, 4)
    an_owed_action(plan, partner, "Hold a panel", today=today, due=today)
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 4, 6, tzinfo=UTC))
    assert main(["notices", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Reminder to partner@health.example" in said and "Hold a panel (due:2026-03-04:1)" in said
    assert "1 reminders and 0 digests" in said
    assert not Message.objects.exists() and not Job.objects.exists()
    assert main(["notices"]) == 0
    assert "1 reminders queued" in capsys.readouterr().out and Message.objects.count() == 1
