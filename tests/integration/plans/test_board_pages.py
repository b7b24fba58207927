"""The board of findings and what answers them: nothing links itself, and links end with a reason."""

import pytest
from django.utils import timezone

from sightline.domain.plans import commands
from sightline.domain.plans.models import FindingReason, FindingTheme
from sightline.domain.plans.queries import plan_page
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, a_plan, a_theme, a_user, an_inspection
from tests.integration.plans.rich import a_rich_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(db):
    return a_rich_plan(timezone.localdate())


@pytest.fixture
def office(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def text(response):
    return " ".join(response.content.decode().split())


class TestBoard:
    @pytest.fixture
    def finding(self, rich):
        return rich.inspections.get().findings.get(ref="21")

    @pytest.fixture
    def path(self, rich, finding):
        return f"/plans/{rich.number}/findings/{finding.inspection.number}-{finding.number}/"

    def test_it_shows_what_is_answered_and_what_is_not(self, office, rich):
        page = text(office.get(f"/plans/{rich.number}/findings/?show=unanswered"))
        assert (
            "Children who go missing" in page
            and "Senior leaders" not in page
            and "Nobody answers this finding yet" in page
        )
        page = text(office.get(f"/plans/{rich.number}/findings/?show=answered"))
        assert "Children who go missing" not in page and "Senior leaders" in page

    def test_who_may_see_some_actions_only_reads_no_other(self, client, rich):
        seen, hidden = rich.actions.get(ref="1.1"), rich.actions.get(ref="1.2")
        finding = rich.inspections.get().findings.get(ref="21")
        commands.link_finding(by=SYSTEM, plan=rich, action=hidden, finding=finding)
        owner = a_user(cast.OWNER, over=seen)
        client.force_login(owner)
        page = text(client.get(f"/plans/{rich.number}/findings/"))
        assert "Answered by actions that you may not see" in page and hidden.title not in page
        file = b"".join(client.get(f"/plans/{rich.number}/findings.csv")).decode()
        assert hidden.title not in file and finding.text[:30] in file
        facets = plan_page(owner, rich.number, today=timezone.localdate()).facets
        mine = {str(link.post_id) for link in seen.owners.filter(until=None) if link.post_id}
        assert {key for key, _ in facets.owners} == mine
        assert len(
            plan_page(a_user(cast.DIRECTOR), rich.number, today=timezone.localdate()).facets.owners
        ) > len(mine)

    def test_a_suggestion_is_accepted_and_nothing_links_itself(self, office, rich, finding, path):
        action = rich.actions.get(ref="2.1")
        office.get(f"/plans/{rich.number}/findings/")
        assert not finding.action_links.exists()
        answer = office.post(
            path + "link/", {"target": action.number, "reason": "shares: children", "show": "unanswered"}
        )
        assert answer["Location"].endswith(
            f"?show=unanswered#finding-{finding.inspection.number}-{finding.number}"
        )
        assert finding.action_links.get().reason == "shares: children"
        assert "answers this finding already" in text(
            office.post(path + "link/", {"target": action.number}, follow=True)
        )
        for nonsense in ("", "x", "9999999999999"):
            page = office.post(path + "link/", {"target": nonsense}, follow=True)
            assert "Nothing was linked" in text(page)

    def test_a_link_ends_with_a_reason(self, office, rich, finding, path):
        action = rich.actions.get(ref="2.1")
        office.post(path + "link/", {"action": action.number})
        assert office.post(f"{path}unlink/{action.number}/", {"reason": ""}).status_code == 422
        office.post(f"{path}unlink/{action.number}/", {"reason": "About schools only"})
        link = finding.action_links.get()
        assert link.until and link.ended_reason == "About schools only"

    def test_a_finding_stands_under_themes(self, office, rich, finding, path):
        theme, other = rich.themes.first(), a_theme(a_plan())
        office.post(path + "theme/", {"theme": theme.pk})
        assert FindingTheme.objects.get(until=None).theme == theme
        assert office.post(path + "theme/", {"theme": other.pk}).status_code == 404
        office.post(f"{path}theme/{theme.pk}/leave/")
        assert not FindingTheme.objects.filter(until=None).exists()

    def test_a_reason_answers_and_can_be_withdrawn(self, office, rich, finding, path):
        office.post(path + "reason/", {"reason": "Met by the later inspection"})
        assert "7 of 7" in text(office.get(f"/plans/{rich.number}/"))
        office.post(path + "reason/withdraw/")
        assert not FindingReason.objects.filter(until=None).exists()
        assert "No reason is recorded" in text(office.post(path + "reason/withdraw/", follow=True))

    def test_scope_is_changed_while_the_plan_is_a_draft(self, office, rich):
        other = an_inspection()
        path = f"/plans/{rich.number}/scope/"
        assert "in the plan’s scope now" in text(office.post(path, {"inspection": other.pk}, follow=True))
        office.post(f"{path}{other.number}/leave/", {"reason": "Another plan answers it"})
        assert rich.planinspection_set.get(until=None).inspection_id != other.pk
        page = text(office.get(path))
        assert "Taken out of scope" in page and "Another plan answers it" in page
        assert cast.PROGRAMME_OFFICE.name in page
        with pytest.raises(Refused, match="Say why"):
            commands.remove_from_scope(
                by=SYSTEM,
                plan=rich,
                inspection_id=rich.inspections.first().pk,
                reason=" ",
                today=timezone.localdate(),
            )
