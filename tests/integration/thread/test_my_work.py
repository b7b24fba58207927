"""My work: updates inline and by list, what is typed and not sent, what waits by reason, and the parts of each role."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sightline.domain.governance.commands import edit_person
from sightline.domain.governance.models import Person
from sightline.domain.plans.commands import (
    accept_action,
    add_comment,
    keep_unsent,
    propose_action,
    record_update,
)
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Action, UnsentUpdate, Update
from tests import cast
from tests.deciding_factories import an_asked_action
from tests.factories import SYSTEM, a_body, a_holding, a_person, a_plan, a_user, an_action, an_inspection
from tests.governance_factories import a_seat
from tests.interventions_factories import a_review, an_intervention
from tests.meeting_factories import a_held_meeting, a_meeting

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def owner(today):
    """The owner's account, joined to the person whose post owns three actions that nobody spoke of for seven weeks."""
    holding = a_holding(cast.OWNER)
    plan = a_plan("The plan", today=today - timedelta(90))
    for number in (1, 2, 3):
        an_action(
            plan, f"Piece of work {number}", today=today - timedelta(50), ref=f"1.{number}",
            owners=(OwnerDraft("", holding.post_id, "lead"),), delivery="not-started",
        )  # fmt: skip
    user = a_user(cast.OWNER)
    person = Person.objects.get(name=cast.OWNER.name)
    edit_person(by=SYSTEM, person=person, name=person.name, email=person.email, user=user)
    return user


@pytest.fixture
def actions(owner):
    return list(Action.objects.order_by("number"))


def sent(*pairs, **more):
    """What the form sends: (action, text), and what is named for an action as u<id>-..."""
    data = {"back": "/home/", **more}
    for action, words in pairs:
        data[f"u{action.pk}-text"] = words
        data.setdefault(f"u{action.pk}-seen", "")
    return data


class TestInline:
    def test_three_at_once_without_leaving_the_page(self, client, owner, actions):
        client.force_login(owner)
        one, two, three = actions
        data = sent((one, "Begun."), (two, ""), (three, "Trained 14."), send="all")
        data |= {
            f"u{two.pk}-no_change": "on",
            f"u{three.pk}-delivery": "done",
            f"u{three.pk}-forecast": "3 May 2031",
        }
        page = text(client.post("/my-work/updates/", data, follow=True))
        assert "3 updates recorded: 1.1, 1.2, 1.3." in page and "No update is due from you today" in page
        assert f"update-of-action-{one.pk}" in page  # the browser forgets its own copy
        said = {update.action_id: update for update in Update.objects.all()}
        assert said[one.pk].text == "Begun." and said[two.pk].no_change and said[three.pk].delivery == "done"
        three.refresh_from_db()
        assert (three.delivery, three.forecast.isoformat(), three.assurance) == (
            "done",
            "2031-05-03",
            "reported",
        )

    def test_the_refused_keep_their_words_beside_the_sentence_and_the_rest_is_recorded(
        self, client, owner, actions
    ):
        one, two, three = actions
        record_update(by=owner, action=one, today=timezone.localdate() - timedelta(45), text="As ever.")
        client.force_login(owner)
        data = sent((one, "as  ever."), (two, "New words."), (three, "Kept"), send="all")
        data[f"u{three.pk}-forecast"] = "31 31 31"
        response = client.post("/my-work/updates/", data)
        page = text(response)
        assert response.status_code == 422 and "1 update recorded: 1.2." in page
        assert "these are the words of" in page and "must be a real date" in page
        assert "as ever." in page and ">Kept</textarea>" in page
        assert {kept.action_id: kept.values["text"] for kept in UnsentUpdate.objects.all()} == {
            one.pk: "as  ever.",
            three.pk: "Kept",
        }
        data |= {f"u{one.pk}-still": "on", "send": str(one.pk)}
        page = text(client.post("/my-work/updates/", data, follow=True))
        assert "1 update recorded: 1.1." in page
        assert Update.objects.filter(action=one).latest("pk").copied

    def test_sending_one_keeps_what_was_typed_of_the_others(self, client, owner, actions):
        one, two, _ = actions
        client.force_login(owner)
        page = text(
            client.post(
                "/my-work/updates/", sent((one, "Done so."), (two, "Half a"), send=str(one.pk)), follow=True
            )
        )
        assert "1 update recorded: 1.1." in page and "kept and was not sent: 1.2." in page
        assert ">Half a</textarea>" in page and "not sent.</p>" in page

    def test_thrown_away_it_goes(self, client, owner, actions):
        keep_unsent(user=owner, action=actions[0], typed={"text": "Nonsense"}, seen="")
        client.force_login(owner)
        assert "Nonsense" in text(client.get("/home/"))
        assert "Nonsense" not in text(
            client.post(
                "/my-work/updates/", sent((actions[0], "Nonsense"), drop=str(actions[0].pk)), follow=True
            )
        )

    def test_words_of_another_device_are_not_written_over(self, client, owner, actions):
        keep_unsent(user=owner, action=actions[0], typed={"text": "On the phone"}, seen="")
        client.force_login(owner)
        response = client.post("/my-work/updates/", sent((actions[0], "At the desk"), send="keep"))
        assert response.status_code == 422 and "were not written over" in text(response)
        assert "At the desk" in text(response) and UnsentUpdate.objects.get().values["text"] == "On the phone"

    def test_an_update_sent_elsewhere_is_shown_beside(self, client, owner, actions):
        keep_unsent(user=owner, action=actions[0], typed={"text": "Mine"}, seen="")
        record_update(
            by=a_user(cast.PROGRAMME_OFFICE), action=actions[0], today=timezone.localdate(), text="Theirs"
        )
        client.force_login(owner)
        assert "Typed and not sent" in text(client.get("/home/"))
        page = text(client.get("/my-work/list/"))
        assert (
            "Since you typed this, an update was sent" in page
            and "Theirs" in page
            and ">Mine</textarea>" in page
        )

    def test_nothing_filled_in_is_said(self, client, owner, actions):
        client.force_login(owner)
        response = client.post("/my-work/updates/", sent(*((one, "") for one in actions), send="all"))
        assert response.status_code == 422 and "Nothing was filled in" in text(response)

    def test_somebody_elses_action_is_not_updated(self, client, owner, actions):
        client.force_login(a_user(cast.READER))
        response = client.post("/my-work/updates/", sent((actions[0], "Not mine"), send="all"))
        assert (
            response.status_code == 422
            and "not yours to update" in text(response)
            and "Not mine" in text(response)
        )
        assert not Update.objects.exists()

    def test_who_is_signed_out_gets_the_words_back(self, client, actions):
        response = client.post("/my-work/updates/", sent((actions[0], "Long thought"), send="all"))
        assert (
            response.status_code == 401
            and "Long thought" in text(response)
            and "Nothing was sent" in text(response)
        )

    def test_by_list_has_the_same_fields_in_rows(self, client, owner, actions):
        client.force_login(owner)
        page = text(client.get("/my-work/list/"))
        assert page.count('<tr class="govuk-table__row sl-inline-row"') == 3
        data = sent((actions[0], "By list"), send="all") | {"back": "/my-work/list/"}
        assert "1 update recorded: 1.1." in text(client.post("/my-work/updates/", data, follow=True))

    def test_the_office_updates_what_its_list_is_filtered_to(self, client, actions):
        Action.objects.filter(pk=actions[1].pk).update(confidence="at-risk")
        client.force_login(a_user(cast.PROGRAMME_OFFICE))
        page = text(client.get("/plans/1/update-together/?confidence=at-risk"))
        assert "Piece of work 2" in page and "Piece of work 1" not in page
        back = "/plans/1/update-together/?confidence=at-risk"
        data = sent((actions[1], "By telephone"), send="all") | {"back": back}
        response = client.post("/my-work/updates/", data)
        assert response["Location"].startswith(back) and Update.objects.get().text == "By telephone"

    def test_a_form_leads_nowhere_else(self, client, owner, actions):
        client.force_login(owner)
        data = sent((actions[0], "x"), send="all") | {"back": "//elsewhere.example/"}
        assert client.post("/my-work/updates/", data)["Location"].startswith("/home/")

    @pytest.mark.parametrize("address", ["/home/", "/my-work/list/", "/plans/1/update-together/"])
    def test_few_statements_for_few_and_many(self, client, owner, actions, statements, today, address):
        keep_unsent(user=owner, action=actions[0], typed={"text": "Mine"}, seen="")
        client.force_login(owner)
        with statements(12):
            client.get(address)
        post = actions[0].owners.get().post_id
        for number in range(20):
            action = an_action(
                actions[0].plan,
                f"More {number}",
                today=today - timedelta(60),
                owners=(OwnerDraft("", post, "lead"),),
            )
            record_update(by=owner, action=action, today=today - timedelta(50), text="Long ago")
        with statements(12):
            client.get(address)


class TestKeeping:
    """The address to which a script sends what is typed."""

    def address(self, action):
        return f"/plans/1/actions/{action.number}/unsent/"

    def test_it_is_kept_and_said_when(self, client, owner, actions):
        client.force_login(owner)
        answer = client.post(self.address(actions[0]), {"text": "Half", "seen": ""})
        assert answer.status_code == 200 and re.match(r"Kept at .*, not sent\.", answer.json()["words"])
        again = client.post(self.address(actions[0]), {"text": "Half a", "seen": answer.json()["seen"]})
        assert again.status_code == 200 and UnsentUpdate.objects.get().values == {"text": "Half a"}

    def test_each_refusal_is_in_words(self, client, owner, actions):
        address = self.address(actions[0])
        out = client.post(address, {"text": "x"})
        assert out.status_code == 401 and "Sign in again" in out.json()["words"]
        client.force_login(a_user(cast.READER))
        assert client.post(address, {"text": "x"}).status_code == 403
        client.force_login(a_user(cast.STRANGER))
        assert client.post(address, {"text": "x"}).status_code == 404
        client.force_login(owner)
        client.post(address, {"text": "x"})
        other = client.post(address, {"text": "y", "seen": ""})
        assert other.status_code == 409 and "not written over" in other.json()["words"]
        assert client.post(address, {"text": "y" * 9000}).status_code == 422
        assert client.get(address).status_code == 405

    def test_forged_forms_are_refused(self, owner, actions):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(owner)
        assert strict.post(self.address(actions[0]), {"text": "x"}).status_code == 403
        assert not UnsentUpdate.objects.exists()

    def test_words_are_never_logged(self, client, owner, actions, caplog):
        client.force_login(owner)
        client.post(self.address(actions[0]), {"text": "Secret " * 2000})
        client.post(self.address(actions[0]), {"text": "Secret words"})
        client.post(self.address(actions[0]), {"text": "Secret others", "seen": ""})
        assert "Secret" not in caplog.text

    def test_the_actions_own_page_uses_the_same_words(self, client, owner, actions):
        keep_unsent(
            user=owner, action=actions[0], typed={"text": "From My work", "forecast": "3 5 2031"}, seen=""
        )
        client.force_login(owner)
        page = text(client.get("/plans/1/actions/1/update/"))
        assert ">From My work</textarea>" in page and 'value="2031"' in page and "not sent." in page
        data = {
            "text": "From its page",
            "do": "keep",
            "seen": re.search(r'name="seen" value="([^"]*)"', page)[1],
        }
        client.post("/plans/1/actions/1/update/", data)
        assert UnsentUpdate.objects.get().values == {"text": "From its page"}
        other = client.post(
            "/plans/1/actions/1/update/", {"text": "From elsewhere", "do": "keep", "seen": ""}
        )
        assert (
            other.status_code == 422
            and "not written over" in text(other)
            and ">From elsewhere</textarea>" in text(other)
        )
        client.post("/plans/1/actions/1/update/", {"text": "From its page"})
        assert not UnsentUpdate.objects.exists() and Update.objects.get().text == "From its page"


class TestReasons:
    def test_a_comment_on_my_action_until_i_answer(self, client, owner, actions):
        first = add_comment(
            by=a_user(cast.CHAIR), about=actions[0], text="By when?", today=timezone.localdate()
        )
        client.force_login(owner)
        page = text(client.get("/home/"))
        assert "Comments that wait for you" in page
        assert f"{cast.CHAIR.name} wrote about action 1.1 on" in page and "By when?" in page
        add_comment(by=owner, about=actions[0], text="June.", today=timezone.localdate(), answers=first)
        assert "Comments that wait for you" not in text(client.get("/home/"))

    def test_who_asked_sees_the_answer_on_a_finding(self, client):
        finding = an_inspection().findings.first()
        chair = a_user(cast.CHAIR)
        first = add_comment(by=chair, about=finding, text="Met?", today=timezone.localdate())
        add_comment(by=SYSTEM, about=finding, text="Not yet.", today=timezone.localdate(), answers=first)
        client.force_login(chair)
        page = text(client.get("/home/"))
        assert "“Not yet.”" in page and "/findings/1/#comments" in page

    def test_a_body_is_asked_to_accept_and_the_office_to_answer(self, client, today):
        health, plan = a_body("Health Partnership"), a_plan(today=today)
        first, _ = (an_action(plan, title, bodies=(("deliver", health.pk),)) for title in ("One", "Two"))
        partner = a_user(cast.OWNER, over=health)
        client.force_login(partner)
        assert "Health Partnership is to deliver 2 actions of a draft plan: accept, or say why not." in text(
            client.get("/home/")
        )
        accept_action(by=partner, body=health, action=first, says="accepted", today=today)
        assert "is to deliver 1 action of a draft plan" in text(client.get("/home/"))
        propose_action(by=partner, body=health, plan=plan, title="Three", today=today)
        client.force_login(a_user(cast.PROGRAMME_OFFICE))
        assert "Health Partnership proposes 1 action for the draft" in text(client.get("/home/"))

    def test_what_waits_for_a_body(self, client, owner, actions, today):
        asked = an_asked_action(actions[0].plan, today=today)
        asked.action.owners.create(post=actions[0].owners.get().post, since=timezone.now(), by_name="x")
        client.force_login(owner)
        assert "Put before a body for sign-off" in text(client.get("/home/"))


class TestRoles:
    @pytest.fixture
    def board(self, today):
        board = a_body("Improvement Board")
        person = a_person(cast.CHAIR.name)
        edit_person(by=SYSTEM, person=person, name=person.name, email="", user=a_user(cast.CHAIR))
        a_seat(board, "independent-chair", person=person)
        plan = a_plan("The plan", today=today - timedelta(90))
        an_action(
            plan, "Off", confidence="off-track", today=today - timedelta(90), bodies=(("monitor", board.pk),)
        )
        a_held_meeting(board, on=today - timedelta(20))
        a_meeting(board, on=today + timedelta(9))
        action = plan.actions.get()
        record_update(by=SYSTEM, action=action, today=today, text="Slow", delivery="in-progress")
        return board

    def test_a_chair_sees_the_next_meeting_and_what_changed(self, client, board, today):
        client.force_login(a_user(cast.CHAIR))
        page = text(client.get("/home/"))
        assert "You chair it" in page and "Next meeting:" in page and "minutes to approve" in page
        assert "In The plan: 1 action changed: 1 change of delivery" in page
        assert "1 action lacks a body on one of the four layers" in page

    def test_a_chair_without_a_seat_is_told_so(self, client):
        client.force_login(a_user(cast.CHAIR))
        assert "No body names you" in text(client.get("/home/"))

    def test_a_clerk_sees_agendas_and_minutes(self, client, board):
        clerk = cast._player("democratic-services", "Democratic Services Officer")
        client.force_login(a_user(clerk))
        page = text(client.get("/home/"))
        assert "To be sent" in page and "To be drafted" in page

    def test_an_auditor_sees_the_homework_index(self, client, board):
        client.force_login(a_user(cast.AUDITOR))
        page = text(client.get("/home/"))
        assert (
            "of 1 action, 0 declared done, 0 verified by others" in page
            and "No sample has been drawn" in page
        )

    def test_a_director_sees_reviews_and_what_waits(self, client, board, today):
        a_review(an_intervention(), today + timedelta(10))
        client.force_login(a_user(cast.DIRECTOR))
        page = text(client.get("/home/"))
        assert "Reviews of interventions" in page and "Readiness: what stands in the way of adoption" in page

    @pytest.mark.parametrize(
        "role", ["chair", "board-member", "lead-member", "democratic-services", "auditor"]
    )
    def test_few_statements_for_each(self, client, board, statements, today, role):
        user = a_user(cast.CHAIR) if role == "chair" else a_user(cast._player(role, role))
        client.force_login(user)
        with statements(12):
            client.get("/home/")
        for number in range(5):
            a_held_meeting(board, on=today - timedelta(30 + number))
            a_meeting(board, on=today + timedelta(10 + number))
            an_action(a_plan(), bodies=(("monitor", board.pk),), confidence="off-track")
        with statements(12):
            client.get("/home/")
