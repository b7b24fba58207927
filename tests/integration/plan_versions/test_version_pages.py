"""Versions, comparing and “since the body last met”, as pages and files."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test.client import Client
from django.utils import timezone

from sightline.domain.meetings.models import Meeting
from sightline.domain.plans.commands import edit_action, freeze_version, link_finding, record_update
from sightline.domain.plans.drafts import ActionEdit, FigureDraft
from sightline.domain.plans.models import PlanVersion
from tests import cast
from tests.factories import SYSTEM, a_user, an_action
from tests.integration.plans.rich import a_rich_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    client = Client()
    user = a_user(cast.PROGRAMME_OFFICE)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def plan():
    return a_rich_plan(timezone.localdate())


def words(response):
    return " ".join(response.content.decode().split())


def moved(plan, number=1, days=30, reason="The supplier is late."):
    action = plan.actions.get(number=number)
    today = timezone.localdate()
    edit = ActionEdit(
        action_id=action.pk, values={"due": (action.due or today) + timedelta(days=days)}, reason=reason
    )
    return edit_action(by=SYSTEM, plan=plan, edit=edit, today=today)


class TestVersions:
    def test_frozen_on_the_page_and_read_as_the_plan_was(self, office, plan):
        page = words(office.get(f"/plans/{plan.number}/versions/"))
        assert "No version has been frozen yet" in page
        answer = office.post(
            f"/plans/{plan.number}/versions/", {"note": "For the board", "approver": "Director"}, follow=True
        )
        assert "frozen as version 1" in words(answer) and "Director" in words(answer)
        version = PlanVersion.objects.get()
        page = words(office.get(f"/plans/{plan.number}/versions/1/"))
        assert version.sha256 in page and "For the board" in page
        assert all(action.title in page for action in plan.actions.all())

    def test_what_is_frozen_does_not_move_with_the_plan(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        old = plan.actions.get(number=1).title
        edit = ActionEdit(action_id=plan.actions.get(number=1).pk, values={"title": "Something else"})
        edit_action(by=SYSTEM, plan=plan, edit=edit, today=timezone.localdate())
        page = words(office.get(f"/plans/{plan.number}/versions/1/"))
        assert old in page and "Something else" not in page

    def test_the_downloaded_text_has_the_hash(self, office, plan):
        version = freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        file = office.get(f"/plans/{plan.number}/versions/1/version.json")
        assert hashlib.sha256(file.content).hexdigest() == version.sha256
        assert json.loads(file.content)["actions"]["1"]["title"] == plan.actions.get(number=1).title

    def test_the_spreadsheet_holds_every_action(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        answer = office.get(f"/plans/{plan.number}/versions/1/version.xlsx")
        sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        held = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert {action.title for action in plan.actions.all()} <= held

    def test_the_same_words_are_said_to_be_the_same(self, office, plan):
        for _ in range(2):
            freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        assert "Same words as" in words(office.get(f"/plans/{plan.number}/versions/2/"))

    def test_who_sees_some_actions_only_sees_no_version(self, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        body = plan.actions.get(number=1).bodies.first().body
        client = Client()
        owner = a_user(cast.OWNER, over=body)
        client.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(f"/plans/{plan.number}/").status_code == 200
        for address in ("versions/", "versions/1/", "compare/?from=v1&to=now"):
            assert client.get(f"/plans/{plan.number}/{address}").status_code == 404

    def test_who_may_not_change_the_plan_freezes_nothing(self, plan):
        client = Client()
        client.force_login(a_user(cast.READER), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.post(f"/plans/{plan.number}/versions/", {}).status_code == 403
        assert not PlanVersion.objects.exists()


class TestComparing:
    def test_a_moved_date_is_told_with_its_reason(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        moved(plan)
        page = words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=now"))
        assert "1 action re-dated." in page and "The supplier is late." in page and "Dates moved" in page

    def test_there_and_back_is_no_change_and_is_told_beside(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        moved(plan, days=30)
        moved(plan, days=-30, reason="The supplier came after all.")
        page = words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=now"))
        assert "Nothing has changed." in page and "1 value moved and came back" in page and "2 moves" in page

    def test_moved_several_times_says_every_step(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        moved(plan, days=30)
        moved(plan, days=30, reason="The panel asked for more time.")
        page = words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=now"))
        assert "Moved 2 times in between" in page and "The panel asked for more time." in page

    def test_added_linked_reworded_and_re_targeted(self, office, plan):
        today = timezone.localdate()
        freeze_version(by=SYSTEM, plan=plan, today=today)
        an_action(plan, "Open a second home", today=today)
        action = plan.actions.get(number=2)
        finding = plan.inspections.get().findings.get(ref="21")
        link_finding(by=SYSTEM, plan=plan, action=action, finding=finding)
        figures = (FigureDraft("target", "90% by June"),)
        long = "Run a meeting every week at which the director and practitioners look at practice together, in person"
        edit = ActionEdit(
            action_id=action.pk, values={"title": long}, figures=figures, reason="Asked by the board."
        )
        edit_action(by=SYSTEM, plan=plan, edit=edit, today=today)
        record_update(by=SYSTEM, action=action, today=today, text="The panel met twice.")
        page = words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=now"))
        for said in ("Actions added", "Open a second home", "Links changed", finding.text, "Targets and measures changed",
                     "90% by June", "Changed words", "The panel met twice."):  # fmt: skip
            assert said in page, said
        only = words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=now&kind=relinked"))
        assert finding.text in only and "Actions added" not in only.split("</nav>")[-1]
        answer = office.get(f"/plans/{plan.number}/compare/changes.csv?from=v1&to=now")
        rows = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert "Open a second home" in rows and "90% by June" in rows

    def test_the_other_way_round_an_addition_is_missing(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        an_action(plan, "Open a second home", today=timezone.localdate())
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        assert "1 action added." in words(office.get(f"/plans/{plan.number}/compare/?from=v1&to=v2"))
        assert "1 action ended." in words(office.get(f"/plans/{plan.number}/compare/?from=v2&to=v1"))

    @pytest.mark.parametrize("query", ["from=v9&to=now", "from=yesterday&to=now", "from=v1;drop&to=now"])
    def test_what_is_not_there_is_not_found(self, office, plan, query):
        assert office.get(f"/plans/{plan.number}/compare/?{query}").status_code == 404

    def test_the_form_leads_to_the_address(self, office, plan):
        freeze_version(by=SYSTEM, plan=plan, today=timezone.localdate())
        answer = office.get(f"/plans/{plan.number}/compare/?old=v1&new=now")
        assert answer.status_code == 302 and answer["Location"].endswith("?from=v1&to=now")
        answer = office.get(f"/plans/{plan.number}/compare/?old=day&new=now")
        assert answer.status_code == 422 and "Enter the day" in words(answer)


class TestSinceABodyLastMet:
    def test_what_changed_since_the_day_of_its_meeting(self, office, plan):
        today = timezone.localdate()
        body = plan.actions.get(number=1).bodies.first().body
        page = words(office.get(f"/plans/{plan.number}/since/{body.pk}/"))
        assert "No meeting that it held is recorded" in page
        Meeting.objects.create(
            number=1, body=body, on=today - timedelta(days=3), state="held", by_name="Clerk"
        )
        moved(plan)
        page = words(office.get(f"/plans/{plan.number}/since/{body.pk}/"))
        assert "1 action re-dated" in page and "The supplier is late." in page

    @pytest.mark.parametrize("count", [10, 60])
    def test_statements_do_not_depend_on_rows(self, office, plan, statements, count):
        today = timezone.localdate()
        body = plan.actions.get(number=1).bodies.first().body
        Meeting.objects.create(
            number=1, body=body, on=today - timedelta(days=3), state="held", by_name="Clerk"
        )
        freeze_version(by=SYSTEM, plan=plan, today=today)
        for number in range(count):
            an_action(plan, f"Action of many {number}", today=today)
        number = plan.number
        for address in (f"since/{body.pk}/", "compare/?from=v1&to=now", "compare/?from=v1&to=now&kind=added", "versions/",
                        "versions/1/"):  # fmt: skip
            office.get(f"/plans/{number}/{address}")
            with statements(12):
                assert office.get(f"/plans/{number}/{address}").status_code == 200


def test_a_draft_with_nothing_in_it_is_not_frozen(office):
    from tests.factories import a_plan

    plan = a_plan()
    answer = office.post(f"/plans/{plan.number}/versions/", {})
    assert answer.status_code == 422 and "there is nothing to freeze" in words(answer)
    assert not PlanVersion.objects.exists()
