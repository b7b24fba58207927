"""First pages of member, chair and clerk as far as promises go, the brief of a meeting, and promises to one's committees."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from sightline.domain.governance.commands import edit_person
from sightline.domain.meetings.commands import answer_recommendation, say_promise_met, send_agenda
from tests import cast
from tests.factories import SYSTEM, a_body, a_person, a_plan, a_post, a_user, an_action
from tests.governance_factories import a_seat
from tests.meeting_factories import a_meeting, seated
from tests.promise_factories import a_promise, discharged

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def committee(today):
    """A committee with a member who has an account, a meeting behind it and one before it, and promises of four kinds."""
    body = seated(a_body("Scrutiny Committee", kind="committee"), since=today - timedelta(900))
    person = a_person(cast.SCRUTINY_MEMBER.name)
    user = a_user(cast.SCRUTINY_MEMBER)
    edit_person(by=SYSTEM, person=person, name=person.name, email="", user=user)
    a_seat(body, "member", person=person)
    made = today - timedelta(100)
    quality = a_post("Head of Quality", since=made)
    late = a_promise(body, "That the audits be sent.", owner=("post", quality.pk), due=today - timedelta(30),
                     made_on=made, kind="supply", today=made)  # fmt: skip
    met = a_promise(body, "That a visit be arranged.", kind="agree", made_on=made, today=made)
    say_promise_met(by=SYSTEM, promise=met, words="It was.", today=today)
    discharged(a_promise(body, "That the plan be sent.", kind="circulate", made_on=made, today=made),
               on=today - timedelta(40))  # fmt: skip
    return {
        "body": body,
        "late": late,
        "met": met,
        "meeting": a_meeting(body, on=today + timedelta(14)),
        "user": user,
    }


def test_a_member_sees_the_next_meeting_what_was_asked_for_and_what_is_late(client, committee, today):
    client.force_login(committee["user"])
    page = text(client.get("/home/"))
    assert "Next meeting:" in page and "Its agenda has not gone out." in page
    assert "The meeting on one page" in page and "You chair it" not in page
    assert "Of 3 promises: 1 discharged, 1 said to be met, 1 outstanding, 1 of them overdue." in page
    assert "That the audits be sent." in page and "working days late Owed by Head of Quality" in page
    assert "Of its promises: 1 said to be met." in page
    assert "actions wait for sign-off" not in page  # nothing is signed off by it
    send_agenda(by=SYSTEM, meeting=committee["meeting"], today=today)
    assert "Its agenda went out on" in text(client.get("/home/"))


def test_a_clerk_sees_by_when_an_agenda_must_be_out_and_what_to_chase(client, committee, today):
    client.force_login(a_user(cast._player("democratic-services", "Democratic Services Officer")))
    page = text(client.get("/home/"))
    assert "To be sent by" in page and "Promises to chase" in page
    assert "That the audits be sent." in page and "Promised to Scrutiny Committee." in page
    for number in range(9):
        a_promise(committee["body"], f"Late {number}", due=today - timedelta(3), made_on=today - timedelta(9))
    assert "2 more promises are overdue" in text(client.get("/home/"))


def test_a_clerk_is_told_that_an_agenda_is_late_and_that_a_meeting_was_not_recorded(client, committee, today):
    a_meeting(committee["body"], on=today + timedelta(2))
    a_meeting(committee["body"], on=today - timedelta(2))
    client.force_login(a_user(cast._player("democratic-services", "Democratic Services Officer")))
    page = text(client.get("/home/"))
    assert "Late : it had to go out by" in page and "nobody has said whether they were held" in page


def test_a_clerk_without_promises_reads_so_in_words(client):
    client.force_login(a_user(cast._player("democratic-services", "Democratic Services Officer")))
    page = text(client.get("/home/"))
    assert "No promise is overdue." in page and "No meeting is planned for the next two months." in page


def test_promises_of_ones_committees_and_of_nobody_elses(client, committee):
    a_promise(seated(a_body("Another Board")), "That something else be done.")
    client.force_login(committee["user"])
    page = text(client.get("/promises/mine/"))
    assert "That the audits be sent." in page and "That a visit be arranged." in page
    assert "something else" not in page and "That the plan be sent." not in page
    assert page.index("audits be sent") < page.index("visit be arranged")
    client.force_login(a_user(cast.READER))
    assert "No body names you" in text(client.get("/promises/mine/"))


class TestBrief:
    def test_what_is_asked_what_is_owed_and_what_to_ask(self, client, committee, today):
        cabinet = a_body("Cabinet", kind="executive")
        answered = a_promise(
            committee["body"],
            "That Cabinet pay for it.",
            kind="recommend",
            owner=("body", cabinet.pk),
            due=today + timedelta(5),
        )
        answer_recommendation(
            by=SYSTEM, promise=answered, answer="accepted", words="Yes.", on=today, today=today
        )
        an_action(
            a_plan("The plan"),
            "Off",
            confidence="off-track",
            ref="A6",
            bodies=(("scrutinise", committee["body"].pk),),
        )
        client.force_login(committee["user"])
        number = committee["meeting"].number
        page = text(client.get(f"/meetings/{number}/brief/"))
        assert "No apologies are recorded." in page and "The terms ask for 3" in page
        assert (
            "Approve 1 set of minutes." in page
            and "Say of 1 promise said to be met whether to discharge." in page
        )
        assert "On the last agenda too: no outcome recorded." in page
        late = committee["late"]
        assert f"Promise {late.number} was due on" in page and "What stands in the way?" in page
        assert f"{late.number}: That the audits be sent." in page and "Said to be met." in page
        assert "3 outstanding" not in page and "2 outstanding, 1 of them overdue" in page

    def test_actions_in_force_only_and_of_those_the_reader_sees(self, client, committee, today):
        from tests.making_factories import in_force

        plan = a_plan("The plan", today=today - timedelta(90))
        an_action(plan, "Off", confidence="off-track", ref="A6", today=today - timedelta(90),
                  bodies=(("scrutinise", committee["body"].pk),))  # fmt: skip
        client.force_login(committee["user"])
        address = f"/meetings/{committee['meeting'].number}/brief/"
        assert "A6" not in text(client.get(address))
        in_force(plan)
        assert "Action A6 “Off” is off track, and no day is forecast. When is it expected?" in text(
            client.get(address)
        )

    def test_a_meeting_of_which_nothing_is_held(self, client, today):
        meeting = a_meeting(a_body("New Board"), on=today + timedelta(9), items=("Setting out",))
        client.force_login(a_user(cast.READER))
        page = text(client.get(f"/meetings/{meeting.number}/brief/"))
        assert "Nothing that is recorded asks for a question." in page
        assert "Nothing that it asked for is recorded as a promise." in page
        assert "Not stated" in page and "It is not recorded that it met before." in page
        assert client.get("/meetings/999/brief/").status_code == 404

    def test_few_statements_for_few_and_many(self, client, committee, statements, today):
        client.force_login(committee["user"])
        addresses = (f"/meetings/{committee['meeting'].number}/brief/", "/promises/mine/", "/home/")
        client.get("/home/")  # the session is written once
        for address in addresses:
            with statements(12):
                client.get(address)
        for number in range(12):
            a_promise(
                committee["body"], f"Late {number}", due=today - timedelta(3), made_on=today - timedelta(9)
            )
        for address in addresses:
            with statements(12):
                client.get(address)
