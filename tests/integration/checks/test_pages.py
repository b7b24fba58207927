"""The pages of the checks: the list of problems, waiving one, the waivers, the reference."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import html5lib
import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.checks.commands import waive_check
from sightline.domain.checks.models import Waiver
from sightline.domain.checks.rules import all_rules
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Plan
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_plan, a_theme, a_user, an_action, an_inspection

pytestmark = pytest.mark.django_db


def signed_in(player: cast.Player, over: Any = None) -> Client:
    client = Client()
    client.force_login(
        a_user(player, over=over), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@pytest.fixture
def plan() -> Plan:
    inspection = an_inspection()
    made = a_plan("Improvement plan", answers=(inspection,))
    theme = a_theme(made, "Front door")
    an_action(
        made, "Hold a weekly panel", ref="1.1", theme_id=theme.pk, owners=(OwnerDraft("Head of Service"),)
    )
    an_action(made, "Train managers", ref="1.2", due=date(2020, 1, 31))
    return made


def waiving(plan: Plan, code: str = "SL301", action: int = 1) -> str:
    key = plan.actions.get(number=action).pk
    return reverse("plan-check-waive", args=[plan.number]) + f"?code={code}&kind=action&key={key}"


def later(days: int = 60) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {"expires-day": str(day.day), "expires-month": str(day.month), "expires-year": str(day.year)}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def seen_in(response: Any) -> str:
    """The proof that the page has shown the problem."""
    return re.search(r'name="seen"[^>]* value="([^"]*)"', response.content.decode())[1]  # type: ignore[index]


def problems_in(response: Any, heading: str = "h2") -> list[tuple[str, str]]:
    """(heading of the group, sentence of the problem) as the page shows them."""
    page = html5lib.parse(response.content.decode(), treebuilder="etree", namespaceHTMLElements=False)
    found = []
    for group in page.iter("section"):
        if "sl-check" not in group.get("class", "").split():
            continue
        name = group.find(f".//{heading}").get("id", "").removesuffix("-heading")  # type: ignore[union-attr]
        for line in group.iter("p"):
            if line.get("class") == "sl-problem__sentence":
                found.append((name, " ".join("".join(line.itertext()).split())))
    return found


def rows_of(answer: Any) -> list[list[str]]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    return [row for row in rows if row and row[0].startswith("SL")]


def test_the_list_says_what_why_and_how_and_leads_to_the_place(plan: Plan) -> None:
    page = text_of(signed_in(cast.PROGRAMME_OFFICE).get(reverse("plan-check", args=[plan.number])))
    rule = next(rule for rule in all_rules() if rule.code == "SL301")
    assert rule.title in page and rule.mend in page and "SL301" in page
    assert f'href="{reverse("action", args=[plan.number, 1])}"' in page
    assert f'href="{reverse("action-edit", args=[plan.number, 1])}"' in page
    assert f"{reverse('help-checks')}#{rule.anchor}" in page
    assert "SL101" in page and reverse("plan-finding", args=[plan.number, 1, 1]).startswith("/plans/")


def test_filters_narrow_the_list_and_the_file(plan: Plan) -> None:
    client, here = signed_in(cast.DIRECTOR), reverse("plan-check", args=[plan.number])
    file = reverse("plan-check-file", args=[plan.number, "csv"])
    everything = rows_of(client.get(file))
    assert len(problems_in(client.get(here))) == len(everything)
    for query, holds in (
        ("severity=error", lambda row: row[1] == "Error"),
        ("code=SL301", lambda row: row[0] == "SL301"),
        ("theme=Front+door", lambda row: row[8] == "Front door"),
        ("owner=Head+of+Service", lambda row: row[9] == "Head of Service"),
    ):
        rows = rows_of(client.get(f"{file}?{query}"))
        assert rows == [row for row in everything if holds(row)] and 0 < len(rows) < len(everything), query
        shown = problems_in(client.get(f"{here}?{query}"))
        assert shown == [(row[0], row[5]) for row in rows]


def test_by_action_each_thing_stands_once_in_the_plans_order(plan: Plan) -> None:
    client, here = signed_in(cast.DIRECTOR), reverse("plan-check", args=[plan.number])
    answer = client.get(here + "?by=action")
    page = text_of(answer)
    assert page.count(">Action 1.1</a>") == page.count(">Action 1.2</a>") == 1
    assert page.index(">Action 1.1</a>") < page.index(">Action 1.2</a>")
    assert sorted(said for _, said in problems_in(answer)) == sorted(
        said for _, said in problems_in(client.get(here))
    )


def problem_stands(client: Client, plan: Plan) -> bool:
    rows = rows_of(client.get(reverse("plan-check-file", args=[plan.number, "csv"])))
    return ("SL301", "Action 1.1") in [(row[0], row[3]) for row in rows]


def test_a_waiver_takes_the_problem_out_of_the_list_until_it_is_ended(plan: Plan) -> None:
    client, here = signed_in(cast.PROGRAMME_OFFICE), reverse("plan-check", args=[plan.number])
    form = client.get(waiving(plan))
    assert form.status_code == 200
    seen = seen_in(form)
    sent = client.post(
        waiving(plan), {"reason": "The date depends on the new contract.", "seen": seen, **later()}
    )
    assert sent.status_code == 302 and sent["Location"] == here
    waiver = Waiver.objects.get()
    assert waiver.label == "Action 1.1" and waiver.by_name == cast.PROGRAMME_OFFICE.name
    assert not problem_stands(client, plan)

    listed = text_of(client.get(reverse("plan-waivers", args=[plan.number])))
    assert "The date depends on the new contract." in listed and "In force" in listed
    end = reverse("plan-waiver-end", args=[plan.number, waiver.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": "Signed."}).status_code == 302
    assert problem_stands(client, plan)
    assert "Signed." in text_of(client.get(reverse("plan-waivers", args=[plan.number])))
    assert client.get(end).status_code == 404


def test_what_a_waiver_lacks_is_said_at_the_form(plan: Plan) -> None:
    client = signed_in(cast.PROGRAMME_OFFICE)
    for sent in (
        {"reason": "No."} | later(),
        {"reason": "A good reason."} | later(-1),
        later(30),
        later(500),
    ):
        assert client.post(waiving(plan), sent).status_code == 422
    assert not Waiver.objects.exists()


def test_a_proof_that_was_forged_or_is_of_another_problem_is_not_believed(plan: Plan) -> None:
    client = signed_in(cast.PROGRAMME_OFFICE)
    seen = seen_in(client.get(waiving(plan)))
    elsewhere = reverse("plan-check-waive", args=[plan.number]) + "?code=SL301&kind=action&key=999999"
    for proof in (seen, seen + "x", ""):
        sent = {"reason": "A good reason.", "seen": proof, **later()}
        assert client.post(elsewhere, sent).status_code == 404
    assert not Waiver.objects.exists()


def test_a_finding_without_an_action_is_never_waived(plan: Plan) -> None:
    key = plan.inspections.get().findings.first().pk
    address = reverse("plan-check-waive", args=[plan.number]) + f"?code=SL101&kind=finding&key={key}"
    answer = signed_in(cast.PROGRAMME_OFFICE).get(address)
    assert answer.status_code == 422 and "cannot be waived" in text_of(answer)


def test_who_may_see_and_who_may_waive(plan: Plan) -> None:
    waiver = waive_check(
        by=SYSTEM, plan=plan, code="SL302", kind="action", key="1", label="Action 1", reason="Long enough a reason",
        expires=timezone.localdate() + timedelta(days=9), today=timezone.localdate(),
    )  # fmt: skip
    seeing = [reverse("plan-check", args=[plan.number]), reverse("plan-waivers", args=[plan.number])]
    writing = [waiving(plan), reverse("plan-waiver-end", args=[plan.number, waiver.pk])]
    reader, stranger, nobody = signed_in(cast.READER), signed_in(cast.STRANGER), Client()
    for address in seeing:
        assert reader.get(address).status_code == 200
        assert reader.post(address).status_code == 405
    for address in writing:
        assert reader.get(address).status_code == 403
        assert reader.post(address, {"reason": "Because I say so.", **later()}).status_code == 403
    for address in (*seeing, *writing):
        assert stranger.get(address).status_code == 404
        assert nobody.get(address)["Location"].startswith(reverse("account_login"))
    office = signed_in(cast.PROGRAMME_OFFICE)
    for address in (
        "/plans/999/check/",
        "/plans/999/check/waivers/",
        f"/plans/{plan.number}/check/waivers/9999/end/",
    ):
        assert office.get(address).status_code == 404
    assert office.get(reverse("plan-check-file", args=[plan.number, "exe"])).status_code == 404
    assert "Waive" not in text_of(reader.get(seeing[0])).replace("Waivers", "")


def test_who_sees_some_actions_is_told_of_those_only(plan: Plan) -> None:
    body = a_body("Housing Partnership")
    an_action(plan, "Find homes", ref="9.1", bodies=(("deliver", body.pk),))
    client = signed_in(cast.OTHER_OWNER, over=body)
    assert problems_in(client.get(reverse("plan-check", args=[plan.number])))
    rows = rows_of(client.get(reverse("plan-check-file", args=[plan.number, "csv"])))
    assert {row[3] for row in rows} == {"Action 9.1"}
    assert client.get(reverse("plan-waivers", args=[plan.number])).status_code == 404


def test_the_reference_has_every_check_once(plan: Plan) -> None:
    page = signed_in(cast.STRANGER).get(reverse("help-checks")).content.decode()
    for rule in all_rules():
        assert page.count(f'id="{rule.anchor}"') == 1, rule.code


@pytest.mark.parametrize("actions", [10, 100])
def test_statements_do_not_depend_on_the_size_of_the_plan(plan: Plan, actions: int, statements: Any) -> None:
    for number in range(actions):
        an_action(plan, f"Action number {number}", owners=(OwnerDraft(f"Post {number}"),))
    client = signed_in(cast.PROGRAMME_OFFICE)
    a_council()
    client.get(reverse("help-checks"))
    with statements(10):
        client.get(reverse("plan-check", args=[plan.number]))
    with statements(10):
        client.get(reverse("plan-check", args=[plan.number]) + "?by=action")
    with statements(10):
        client.get(reverse("plan-check-file", args=[plan.number, "csv"]))
    address = waiving(plan)
    with statements(12):
        seen = seen_in(client.get(address))
    with statements(15):
        client.post(address, {"reason": "A good reason.", "seen": seen, **later()})
    assert Waiver.objects.count() == 1
