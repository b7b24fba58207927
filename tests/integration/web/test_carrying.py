"""The ledger of carry-over as a person sees it: choose, save, read what was refused, certify, verify."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from sightline.domain.plans import commands
from sightline.domain.plans.models import Action, Certificate, Disposition
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_plan, a_user, an_action, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    a_council()
    client.force_login(
        a_user(cast.PROGRAMME_OFFICE), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def plans():
    inspection = an_inspection()
    old = a_plan("The plan of last year", answers=(inspection,))
    return old, a_plan("The plan of this year", answers=(inspection,), follows=old)


def page(client, new, **query):
    return client.get(reverse("plan-carry-over", args=[new.number]), query)


def test_what_is_chosen_on_the_page_is_recorded(office, plans):
    old, new = plans
    like, other = (
        an_action(old, "Train every manager in supervision"),
        an_action(old, "Rebuild the playground"),
    )
    taker = an_action(new, "Train all managers and deputies in supervision")
    shown = page(office, new).content.decode()
    assert "0 of 2</strong> actions accounted for" in shown
    assert f"Carry over to {taker.label}" in shown
    sent = {f"do-{like.number}": f"to:{taker.number}", f"do-{other.number}": "as-it-is"}
    answer = office.post(reverse("plan-carry-over", args=[new.number]), sent, follow=True)
    assert "Recorded what becomes of 2 actions." in answer.content.decode()
    assert "Nothing is outstanding" in answer.content.decode()
    assert Action.objects.filter(plan=new, title="Rebuild the playground").exists()


def test_one_that_is_refused_says_why_beside_it_and_the_choice_stays(office, plans):
    old, new = plans
    good, bad = an_action(old, "Train every manager"), an_action(old, "Train managers again")
    taker = an_action(new, "Train every manager")
    sent = {f"do-{good.number}": f"to:{taker.number}", f"do-{bad.number}": "to:77"}
    answer = office.post(reverse("plan-carry-over", args=[new.number]), sent)
    assert answer.status_code == 422
    assert "There is no action 77 in the new plan" in answer.content.decode()
    assert Disposition.objects.count() == 1


def test_nothing_chosen_says_so(office, plans):
    _, new = plans
    answer = office.post(reverse("plan-carry-over", args=[new.number]), {"do-1": ""}, follow=True)
    assert "Nothing was chosen" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": "It is late"}, "Choose what becomes of it"),
        ({"kind": "carried", "targets": "9.9"}, "There is no action “9.9”"),
        ({"kind": "carried", "targets": "2.1"}, "is the reference of 2 actions"),
        ({"kind": "split", "targets": "3"}, "at least two"),
        ({"kind": "ended", "reason": "Not wanted"}, "by an officer"),
    ],
)
def test_the_form_of_one_action_says_what_is_missing(office, plans, sent, says):
    old, new = plans
    action = an_action(old)
    for ref in ("2.1", "2.1", ""):
        an_action(new, ref=ref)
    answer = office.post(reverse("plan-carry-over-action", args=[new.number, action.number]), sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Disposition.objects.exists()


def test_an_action_is_split_by_reference_and_decided_anew(office, plans):
    old, new = plans
    action = an_action(old)
    an_action(new, ref="2.1")
    an_action(new, ref="2.2")
    address = reverse("plan-carry-over-action", args=[new.number, action.number])
    office.post(address, {"kind": "split", "targets": "2.1, 2.2", "reason": "Two owners"})
    assert [one.ref for one in Disposition.objects.get().targets.order_by("ref")] == ["2.1", "2.2"]
    assert "Two owners" in page(office, new, show="split").content.decode()
    office.post(
        reverse("plan-carry-over-undo", args=[new.number, action.number]), {"reason": "Ask the board"}
    )
    assert not Disposition.objects.filter(until=None).exists()


def test_a_draft_is_said_to_follow_a_plan(office):
    old, new = a_plan("Last year"), a_plan("This year")
    assert "does not follow another" in page(office, new).content.decode()
    office.post(reverse("plan-carry-over-follows", args=[new.number]), {"before": str(old.number)})
    new.refresh_from_db()
    assert new.follows == old
    answer = office.post(
        reverse("plan-carry-over-follows", args=[old.number]), {"before": str(new.number)}, follow=True
    )
    assert "cannot follow it" in answer.content.decode()


def test_the_certificate_downloaded_has_the_hash_that_is_printed(office, plans):
    old, new = plans
    action = an_action(old, "Train every manager")
    commands.carry_as_it_is(by=SYSTEM, plan=new, action=action, today=TODAY)
    refused = office.post(reverse("plan-carry-over-certify", args=[new.number]), follow=True)
    assert "still outstanding" in refused.content.decode()
    for finding in new.inspections.get().findings.all():
        commands.give_reason(by=SYSTEM, plan=new, finding=finding, reason="Met last year")
    shown = office.post(reverse("plan-carry-over-certify", args=[new.number]), follow=True)
    certificate = Certificate.objects.get()
    assert certificate.sha256 in shown.content.decode()
    assert "1 action = 1 carried over" in shown.content.decode()
    file = office.get(reverse("certificate-file", args=[certificate.number]))
    assert hashlib.sha256(file.content).hexdigest() == certificate.sha256


def test_an_action_s_way_across_three_plans(office, plans):
    old, new = plans
    newest = a_plan("The plan of next year", follows=new)
    first = an_action(old, "Train every manager")
    second = commands.carry_as_it_is(by=SYSTEM, plan=new, action=first, today=TODAY)
    third = an_action(newest, "Train managers and deputies")
    commands.dispose_action(
        by=SYSTEM,
        plan=newest,
        action=second,
        kind="merged",
        targets=[third],
        reason="One programme",
        today=TODAY,
    )
    for action in (first, second, third):
        shown = office.get(
            reverse("action-across", args=[action.plan.number, action.number])
        ).content.decode()
        places = [shown.index(plan.title, shown.index("sl-line")) for plan in (old, new, newest)]
        assert places == sorted(places)
        assert "Merged with others: One programme" in shown


def test_who_sees_some_actions_only_sees_those_in_the_ledger(client, plans):
    a_council()
    old, new = plans
    body = a_body("Safeguarding Partnership")
    mine = an_action(old, "Hold a weekly panel", bodies=(("deliver", body.pk),))
    an_action(old, "Rebuild the playground")
    an_action(new, "Hold a weekly panel with health", bodies=(("deliver", body.pk),))
    client.force_login(
        a_user(cast.OWNER, over=body), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    shown = page(client, new, show="all").content.decode()
    assert mine.title in shown
    assert "playground" not in shown


def test_the_ledger_asks_the_database_as_often_for_a_hundred_actions_as_for_ten(office, plans, statements):
    old, new = plans
    page(office, new)
    for number in range(100):
        action = an_action(old, f"Train managers in district {number}")
        if number < 10:
            commands.carry_as_it_is(by=SYSTEM, plan=new, action=action, today=TODAY)
        for query in ({"show": "all"}, {}) if number in (14, 99) else ():
            with statements(12):
                assert page(office, new, **query).status_code == 200


def test_the_ledger_as_a_file(office, plans):
    old, new = plans
    commands.carry_as_it_is(by=SYSTEM, plan=new, action=an_action(old, "Train every manager"), today=TODAY)
    file = office.get(reverse("plan-carry-over-file", args=[new.number, "csv"]))
    words = b"".join(file.streaming_content).decode("utf-8-sig")
    assert "Train every manager" in words
    assert "Carried over" in words
    assert office.get(reverse("plan-carry-over-file", args=[new.number, "pdf"])).status_code == 404


def test_a_form_that_is_sent_twice_makes_no_second_action(office, plans):
    old, new = plans
    action, other = an_action(old, "Train every manager"), an_action(old, "Rebuild the playground")
    sent = {f"do-{action.number}": "as-it-is"}
    address = reverse("plan-carry-over", args=[new.number])
    assert office.post(address, sent).status_code == 302
    again = office.post(address, sent)
    said = again.content.decode()
    assert again.status_code == 422 and "recorded on" in said and "carried over, by" in said
    assert Action.objects.filter(plan=new).count() == Disposition.objects.count() == 1
    mixed = office.post(address, sent | {f"do-{other.number}": "as-it-is"}).content.decode()
    assert "Recorded what becomes of 1 action." in mixed and "Take that back first" in mixed
    assert Action.objects.filter(plan=new).count() == 2
