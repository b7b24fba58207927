"""Two people at one form: the second does not save over the first without seeing it."""

import re

import pytest
from django.utils import timezone

from sightline.domain.plans import commands
from sightline.domain.plans.drafts import ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Action
from tests import cast
from tests.factories import SYSTEM, a_body, a_post, a_user
from tests.integration.plans.rich import a_rich_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    plan = a_rich_plan(timezone.localdate())
    return Action.objects.get(plan=plan, ref="1.1")


def edited(action, **what):
    edit = ActionEdit(action.pk, reason="Agreed", **what)
    commands.edit_action(by=SYSTEM, plan=action.plan, edit=edit, today=timezone.localdate())


def words(action):
    edited(action, values={"title": "Words of somebody else"})


def owner(action):
    edited(action, owners=(OwnerDraft(post_id=a_post("Another post").pk),))


def bodies(action):
    edited(action, bodies=(("monitor", a_body("Another body").pk),))


def figure(action):
    edited(action, figures=(FigureDraft("target", "99%"),), figure_roles=("target",))


def judgement(action):
    commands.judge_action(by=SYSTEM, action=action, today=timezone.localdate(), reason="Read", impact="worse")


def vision(action):
    commands.edit_plan(by=SYSTEM, plan=action.plan, vision="A vision of somebody else")


@pytest.mark.parametrize(
    ("page", "meanwhile", "sent"),
    [
        ("actions/{}/edit/", words, {"title": "Mine", "reason": "Mine"}),
        ("actions/{}/owners/", owner, {"owner-0-printed": "Mine"}),
        ("actions/{}/bodies/", bodies, {}),
        ("actions/{}/figures/", figure, {"reason": "Mine"}),
        ("actions/{}/judge/", judgement, {"impact": "better", "reason": "Mine"}),
        ("edit/", vision, {"title": "Mine", "stream": "social-care", "vision": "Mine"}),
    ],
)
def test_what_changed_meanwhile_is_not_saved_over(client, action, page, meanwhile, sent):
    address = f"/plans/{action.plan.number}/{page.format(action.number)}"
    seen = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    assert seen, "the form carries what it showed"
    meanwhile(action)
    answer = client.post(address, sent | {"seen": seen[1]})
    assert answer.status_code == 422 and "Somebody else changed this" in answer.content.decode()
    again = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    assert again and again[1] != seen[1]
    answer = client.post(address, sent | {"seen": again[1]})
    assert "Somebody else changed this" not in answer.content.decode()
