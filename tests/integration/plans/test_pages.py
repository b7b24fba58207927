"""Plans through the front door: what each page shows, who may see it, what it refuses, and what it costs."""

from datetime import date

import pytest
from django.utils import timezone

from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Action, ActionFinding, Plan, Update
from tests import cast
from tests.factories import a_body, a_plan, a_post, a_user, an_action, an_inspection
from tests.integration.plans.rich import a_rich_plan
from tests.making_factories import adopted, ended, in_force

pytestmark = pytest.mark.django_db

READ = ("", "?as-at=2020-01-01", "findings/", "findings/?show=unanswered", "actions/{a}/")
CHANGE = (
    "edit/", "scope/", "scope/{i}/leave/", "parts/", "parts/theme/add/", "parts/workstream/add/", "parts/funding/add/",
    "parts/aim/add/", "parts/theme/{t}/", "actions/add/", "actions/change/", "actions/change/?action={a}", "actions/{a}/edit/",
    "actions/{a}/owners/", "actions/{a}/bodies/", "actions/{a}/figures/", "findings/{i}-{f}/", "findings/{i}-{f}/reason/",
    "findings/{i}-{f}/unlink/{a}/",
)  # fmt: skip
SAY = ("actions/{a}/update/", "actions/{a}/evidence/add/", "actions/{a}/judge/")
ONLY_POST = (
    "findings/{i}-{f}/link/", "findings/{i}-{f}/theme/", "findings/{i}-{f}/theme/{t}/leave/", "findings/{i}-{f}/reason/withdraw/",
)  # fmt: skip


@pytest.fixture
def rich(db):
    return a_rich_plan(timezone.localdate())


@pytest.fixture
def office(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def addresses(plan, paths):
    inspection = plan.inspections.get()
    link = ActionFinding.objects.filter(action__plan=plan).order_by("pk").first()
    known = {
        "a": link.action.number, "i": inspection.number, "f": link.finding.number, "t": plan.themes.first().pk,
    }  # fmt: skip
    return [f"/plans/{plan.number}/{path.format(**known)}" for path in paths]


def text(response):
    return " ".join(response.content.decode().split())


class TestWho:
    def test_every_page_opens_for_the_programme_office(self, office, rich):
        for path in ["/plans/", "/plans/new/", "/plans/new/empty/", "/plans/new/findings/"]:
            assert office.get(path).status_code == 200, path
        for path in addresses(rich, READ + CHANGE + SAY):
            assert office.get(path).status_code == 200, path

    def test_a_stranger_is_sent_to_sign_in(self, client, rich):
        for path in ["/plans/", "/plans/new/", *addresses(rich, READ + CHANGE + SAY)]:
            assert client.get(path)["Location"].startswith("/account/sign-in/"), path
        for path in addresses(rich, ONLY_POST):
            assert client.post(path)["Location"].startswith("/account/sign-in/"), path

    def test_for_somebody_without_a_role_there_is_nothing(self, client, rich):
        client.force_login(a_user(cast.STRANGER))
        for path in ["/plans/", "/plans/new/", "/plans/new/empty/", *addresses(rich, READ + CHANGE + SAY)]:
            assert client.get(path).status_code == 404, path
        for path in addresses(rich, ONLY_POST):
            assert client.post(path).status_code == 404, path

    def test_a_reader_reads_and_changes_nothing(self, client, rich):
        client.force_login(a_user(cast.READER))
        for path in ["/plans/", *addresses(rich, READ)]:
            page = client.get(path)
            assert page.status_code == 200, path
            assert not any(
                word in text(page) for word in ("Add an action", "Record an update", "Change vision")
            ), path
        for path in ["/plans/new/", "/plans/new/empty/", *addresses(rich, CHANGE + SAY)]:
            for answer in (client.get(path), client.post(path)):
                assert answer.status_code in (403, 405), path
        for path in addresses(rich, ONLY_POST):
            assert client.post(path).status_code == 403, path

    def test_what_only_writes_refuses_to_be_read(self, office, rich):
        for path in addresses(rich, ONLY_POST):
            assert office.get(path).status_code == 405, path

    def test_references_that_lead_nowhere(self, office, rich):
        home = f"/plans/{rich.number}/"
        for path in (
            "/plans/99/", "/plans/0/", home + "actions/999/", home + "actions/999/update/", home + "parts/sausage/add/",
            home + "parts/theme/999999/", home + "findings/99-1/", home + "findings/1-999/reason/", home + "scope/99/leave/",
            home + "actions/1/evidence/99/file/", home + "actions/1/evidence/99/detach/", home + "actions/1/updates/99/correct/",
        ):  # fmt: skip
            assert office.get(path).status_code == 404, path

    def test_an_owner_of_one_body_sees_and_updates_its_actions_only(self, client, rich):
        body = Action.objects.get(plan=rich, ref="1.1").bodies.get(layer="deliver").body
        client.force_login(a_user(cast.OWNER, over=body))
        page = text(client.get(f"/plans/{rich.number}/"))
        assert "Decide every referral" in page and "Recruit 14 foster families" not in page
        mine, other = rich.actions.get(ref="1.1").number, rich.actions.get(ref="3.1").number
        home = f"/plans/{rich.number}/actions/"
        assert client.get(f"{home}{mine}/update/").status_code == 200
        assert client.get(f"{home}{mine}/judge/").status_code == 403
        assert client.get(f"{home}{mine}/edit/").status_code == 403
        assert client.get(f"{home}{other}/").status_code == 404
        sent = {
            "evidence_kind": "note",
            "evidence_title": "Minutes",
            "evidence_note": "Agreed by all.",
            "text": "Signed",
        }
        assert client.post(f"{home}{mine}/update/", sent).status_code == 302
        assert rich.actions.get(ref="1.1").evidence_links.get().evidence.title == "Minutes"


class TestCost:
    @pytest.mark.parametrize("many", [10, 100])
    def test_lists_and_pages_take_few_statements_however_long(self, office, statements, many):
        inspection = an_inspection()
        plan, post = a_plan(answers=(inspection,)), a_post()
        finding = inspection.findings.first()
        for _ in range(many):
            last = an_action(plan, owners=(OwnerDraft(post_id=post.pk),), findings=(finding.pk,))
        for path, most in (
            ("/plans/", 12),
            (f"/plans/{plan.number}/", 12),
            (f"/plans/{plan.number}/?as-at=2025-01-01", 12),
            (f"/plans/{plan.number}/?show=stale&sort=-due&page=2", 12),
            (f"/plans/{plan.number}/actions/{last.number}/", 12),
            (f"/plans/{plan.number}/findings/", 12),
        ):
            office.get(path)
            with statements(most):
                assert office.get(path).status_code == 200

    def test_an_update_takes_few_statements(self, office, rich, statements):
        path = f"/plans/{rich.number}/actions/{rich.actions.get(ref='1.1').number}/update/"
        office.get(path)
        with statements(15):
            assert office.post(path, {"text": "Done now", "delivery": "done"}).status_code == 302


class TestPlanPage:
    def test_it_says_how_the_plan_stands(self, office, rich):
        page = text(office.get(f"/plans/{rich.number}/"))
        for words in (
            "<strong>6 of 7</strong> findings answered, 1 evidenced, 0 signed off", "Every child in Northmere who needs help",
            "The right help at the right time", "3 actions", "A stable workforce", "£1.2 million",
            "Lead: Director of Children’s Services", "Serves Early Help Strategy", "Children who go missing",
            "first ", "Overdue", "No recent update", "expected ",
        ):  # fmt: skip
            assert words in page, words

    def test_the_list_leads_to_files_with_its_filters(self, office, rich):
        page = text(office.get(f"/plans/{rich.number}/?confidence=off-track&theme={rich.themes.first().pk}"))
        assert f"/plans/{rich.number}/actions.xlsx?confidence=off-track&amp;theme=" in page
        assert "Remove filter: </span>Confidence: Off track" in page and "Decide every referral" in page
        assert "Recruit 14" not in page

    @pytest.mark.parametrize(
        "query", ["?page=99", "?page=x", "?as-at=yesterday", "?as-at=2999-01-01", "?sort=;drop", "?theme=%00"]
    )
    def test_nonsense_in_the_address_is_left_alone(self, office, rich, query):
        assert office.get(f"/plans/{rich.number}/{query}").status_code == 200

    def test_an_earlier_day_cannot_be_changed(self, office, rich):
        page = text(
            office.get(
                f"/plans/{rich.number}/?as-at={timezone.localdate().replace(day=1) - timezone.timedelta(days=60)}"
            )
        )
        assert (
            "It can be read, not changed" in page
            and "Change the ticked actions" not in page
            and "Add an action" not in page
        )

    def test_a_closed_plan_offers_no_change(self, office):
        plan = a_plan()
        follower = a_plan(follows=plan)
        in_force(plan)
        adopted(follower)
        ended(plan, "superseded")
        page = text(office.get(f"/plans/{plan.number}/"))
        assert "Superseded" in page and "Add an action" not in page
        answer = office.post(f"/plans/{plan.number}/edit/", {"title": "New", "stream": "send"})
        assert answer.status_code == 422 and "nothing in it can be changed" in text(answer)


class TestStarting:
    def test_empty(self, office):
        answer = office.post("/plans/new/empty/", {"title": "SEND plan", "stream": "send"}, follow=True)
        assert "was started as a draft" in text(answer) and Plan.objects.get().stream == "send"

    def test_from_findings_of_which_a_person_takes_some(self, office):
        inspection = an_inspection()
        first, second, third = inspection.findings.all()
        asked = {"title": "Answer", "stream": "social-care", "inspections": [str(inspection.pk)]}
        page = text(office.post("/plans/new/findings/", asked | {"step": "plan"}))
        assert "3 open findings" in page and first.text in page and not Plan.objects.exists()
        chosen = {
            f"take-{first.pk}": "on",
            f"words-{first.pk}": "Decide within a day",
            f"take-{third.pk}": "on",
            f"words-{third.pk}": "",
        }
        office.post("/plans/new/findings/", asked | chosen | {"step": "actions"})
        plan = Plan.objects.get()
        assert [action.title for action in plan.actions.all()] == ["Decide within a day", third.text]
        assert set(ActionFinding.objects.values_list("finding_id", flat=True)) == {first.pk, third.pk}
        assert not second.action_links.exists()

    def test_what_is_missing_is_said(self, office):
        an_inspection()
        answer = office.post("/plans/new/findings/", {"title": "", "stream": "", "step": "plan"})
        assert answer.status_code == 422
        assert all(
            words in text(answer) for words in ("Enter the plan’s title", "Choose at least one inspection")
        )


class TestParts:
    @pytest.mark.parametrize(
        ("kind", "sent", "shown"),
        [
            ("aim", {"title": "Children are safe"}, "Children are safe"),
            ("theme", {"title": "Front door", "ref": "B"}, "B Front door"),
            ("workstream", {"title": "Practice", "kind": "driver", "lead_raw": "HR"}, "Driver"),
            ("funding", {"title": "Grant", "amount_raw": "£1.2m", "amount": "1,200,000"}, "£1.2m"),
        ],
    )
    def test_added_and_changed(self, office, kind, sent, shown):
        plan = a_plan()
        answer = office.post(f"/plans/{plan.number}/parts/{kind}/add/", sent, follow=True)
        assert shown in text(answer)
        names = {
            "aim": plan.aims,
            "theme": plan.themes,
            "workstream": plan.workstreams,
            "funding": plan.fundings,
        }
        part = names[kind].get()
        office.post(f"/plans/{plan.number}/parts/{kind}/{part.pk}/", sent | {"title": "Another name"})
        assert names[kind].get().title == "Another name"

    def test_an_amount_that_is_none_is_refused(self, office):
        plan = a_plan()
        answer = office.post(f"/plans/{plan.number}/parts/funding/add/", {"title": "Grant", "amount": "lots"})
        assert answer.status_code == 422 and "must be a number" in text(answer)


class TestAction:
    def test_it_reads_from_top_to_bottom(self, office, rich):
        action = rich.actions.get(ref="1.1")
        page = text(office.get(f"/plans/{rich.number}/actions/{action.number}/"))
        order = [
            f'id="{name}"'
            for name in ("why", "who", "what", "update", "evidence", "measure", "decisions", "history")
        ]
        places = [page.index(words) for words in order]
        assert places == sorted(places) and "Signing an action off is a decision of a body" in page
        assert "Gap: no body" in page and "Decisions at the front door take too long" in page
        assert (
            "moved later once" in page
            and "The integrated care board’s lead left." in page
            and "read as at least 85%" in page
        )
        assert "A body that scrutinises the scrutiny" in page

    def test_everything_can_be_changed_and_the_old_stays(self, office, rich):
        action = rich.actions.get(ref="1.1")
        path = f"/plans/{rich.number}/actions/{action.number}/"
        sent = {
            "ref": "1.1a",
            "title": "Agree it",
            "due": "2027-01-31",
            "resources": "Two posts",
            "area": "Help",
            "target_grade": "Good",
        }
        answer = office.post(path + "edit/", sent)
        assert answer.status_code == 422 and "Say why" in text(answer)
        page = text(office.post(path + "edit/", sent | {"reason": "Agreed with partners"}, follow=True))
        assert (
            "Agreed with partners" in page
            and "Two posts" in page
            and "Agree one threshold document with all" in page
        )
        action.refresh_from_db()
        assert (action.ref, action.theme_id, action.due) == ("1.1a", None, date(2027, 1, 31))

    def test_owners_are_posts_or_words(self, office, rich):
        action, post = rich.actions.get(ref="1.1"), a_post("Virtual School Head")
        path = f"/plans/{rich.number}/actions/{action.number}/owners/"
        sent = {"owner-0-kind": "lead", "owner-0-post": str(post.pk), "owner-1-printed": "The partnership"}
        assert "Virtual School Head" in text(office.post(path, sent, follow=True))
        live = action.owners.filter(until=None)
        assert {(owner.label, owner.kind) for owner in live} == {
            ("Virtual School Head", "lead"),
            ("The partnership", "owner"),
        }

    def test_a_body_never_checks_itself(self, office, rich):
        action, body = rich.actions.get(ref="1.1"), a_body("Safeguarding Partnership")
        path = f"/plans/{rich.number}/actions/{action.number}/bodies/"
        answer = office.post(path, {"deliver": [str(body.pk)], "monitor": [str(body.pk)]})
        assert answer.status_code == 422 and "cannot stand in two layers of one action" in text(answer)
        office.post(path, {"deliver": [str(body.pk)]})
        assert [link.body for link in action.bodies.filter(until=None)] == [body]

    def test_figures_keep_their_words(self, office, rich):
        action = rich.actions.get(ref="3.1")
        path = f"/plans/{rich.number}/actions/{action.number}/figures/"
        sent = {"figure-0-role": "target", "figure-0-raw": "At least 85% of visits", "figure-0-read": "on"}
        office.post(path, sent)
        figure = action.figures.get(until=None)
        assert (figure.raw, int(figure.value), figure.unit, figure.comparator) == (
            "At least 85% of visits",
            85,
            "%",
            ">=",
        )
        mended = {
            "figure-0-role": "target",
            "figure-0-raw": figure.raw,
            "figure-0-value": "86",
            "reason": "Misread",
        }
        office.post(path, mended)
        assert int(action.figures.get(until=None).value) == 86
        answer = office.post(path, {"figure-0-raw": "x", "figure-0-value": "many"})
        assert answer.status_code == 422 and "Say whether it is a baseline" in text(answer)

    def test_added(self, office, rich):
        answer = office.post(
            f"/plans/{rich.number}/actions/add/", {"title": "Write to every carer"}, follow=True
        )
        assert "was added" in text(answer) and "A finding or another source" in text(answer)
        assert office.post(f"/plans/{rich.number}/actions/add/", {"title": ""}).status_code == 422

    def test_several_together_with_what_became_of_each(self, office, rich):
        dated, undated = rich.actions.get(ref="1.1"), rich.actions.get(ref="3.2")
        sent = {
            "action": [dated.number, undated.number, 9999],
            "due-day": "1",
            "due-month": "2",
            "due-year": "2028",
        }
        path = f"/plans/{rich.number}/actions/change/"
        page = text(office.post(path, sent))
        assert "1 of 2 actions changed." in page and "Say why: a date" in page
        dated.refresh_from_db(), undated.refresh_from_db()
        assert undated.due == date(2028, 2, 1) != dated.due
        assert office.post(path, {"action": [dated.number]}).status_code == 422
        assert "No action was ticked" in text(office.post(path, sent | {"action": []}))


class TestSaying:
    @pytest.fixture
    def path(self, rich):
        return f"/plans/{rich.number}/actions/{rich.actions.get(ref='1.1').number}/"

    def test_an_update_says_something(self, office, path):
        answer = office.post(path + "update/", {"delivery": "in-progress"})
        assert answer.status_code == 422 and "No change since the last update" in text(answer)
        assert office.post(path + "update/", {"no_change": "on"}).status_code == 302
        assert Update.objects.latest("pk").no_change

    def test_copied_words_are_flagged_and_a_forecast_can_be_taken_back(self, office, rich, path):
        page = office.post(
            path + "update/",
            {"text": "the draft is out for comment until friday.", "confidence": "on-track"},
            follow=True,
        )
        assert "Same words as last time" in text(page)
        assert rich.actions.get(ref="1.1").forecast is None

    def test_evidence_that_is_refused_takes_the_update_with_it(self, office, path):
        before = Update.objects.count()
        sent = {
            "text": "All signed",
            "evidence_kind": "link",
            "evidence_title": "Minutes",
            "evidence_url": "not an address",
        }
        answer = office.post(path + "update/", sent)
        assert answer.status_code == 422 and "All signed" in text(answer) and Update.objects.count() == before

    def test_only_the_author_corrects(self, office, client, rich, path):
        office.post(path + "update/", {"text": "Al signed"})
        update = Update.objects.latest("pk")
        page = office.post(f"{path}updates/{update.pk}/correct/", {"text": "All signed"}, follow=True)
        assert "All" in text(page) and Update.objects.latest("pk").corrects_id == update.pk
        assert office.post(f"{path}updates/{update.pk}/correct/", {"text": "Again"}).status_code == 422
        client.force_login(a_user(cast.DIRECTOR))
        answer = client.post(f"{path}updates/{Update.objects.latest('pk').pk}/correct/", {"text": "Never"})
        assert answer.status_code == 422 and "Only the person who wrote" in text(answer)

    def test_an_officer_judges_and_does_not_sign_off(self, office, rich, path):
        page = text(office.get(path + "judge/"))
        assert "Reported done" in page and 'value="signed-off"' not in page
        assert office.post(path + "judge/", {"assurance": "signed-off", "reason": "x"}).status_code == 422
        assert office.post(path + "judge/", {"impact": "better"}).status_code == 422
        office.post(
            path + "judge/", {"assurance": "reported", "impact": "better", "reason": "Twenty files read"}
        )
        action = rich.actions.get(ref="1.1")
        assert (action.assurance, action.impact) == ("reported", "better")

    def test_evidence_comes_and_goes(self, office, rich, path):
        from django.core.files.uploadedfile import SimpleUploadedFile

        assert office.post(path + "evidence/add/", {"evidence_title": ""}).status_code == 422
        file = SimpleUploadedFile("audit.csv", b"month,audits\nMay,20\n")
        office.post(
            path + "evidence/add/",
            {"evidence_kind": "file", "evidence_title": "Audits", "evidence_file": file},
        )
        proof = rich.actions.get(ref="1.1").evidence_links.get().evidence
        download = office.get(f"{path}evidence/{proof.pk}/file/")
        assert b"".join(download.streaming_content) == b"month,audits\nMay,20\n"
        assert download["Content-Disposition"].startswith("attachment")
        office.post(f"{path}evidence/{proof.pk}/detach/", {"reason": "Another year"})
        page = text(office.get(path))
        assert "Evidence: Audits unlinked" in page and "Another year" in page
