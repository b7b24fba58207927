"""The pages of promises: what stands on them, what they save, and how few statements they take."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.evidence.models import Evidence
from sightline.domain.evidence.supporting import supports
from sightline.domain.meetings.commands import say_promise_met, take_back_met, take_in_promise
from sightline.domain.meetings.models import NotAPromise, Promise
from tests import cast
from tests.factories import SYSTEM, a_body, a_council, a_post, a_user, some_evidence
from tests.integration.meetings.papers import a_paper
from tests.meeting_factories import a_held_meeting, item_of, seated
from tests.promise_factories import ASKED, a_promise, a_resolution, discharged

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    a_council()
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def page(client: Client, name: str, *args: Any, query: str = "", status: int = 200) -> str:
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == status, response.status_code
    return (response.getvalue() if response.streaming else response.content).decode(errors="replace")


def day(name: str, on: Any) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_from_a_resolution_to_discharge_on_the_pages(office: Client) -> None:
    today, body = timezone.localdate(), seated(a_body("Scrutiny Committee"))
    outcome = a_resolution(body, on=today - timedelta(days=1))
    other = a_resolution(body, "RESOLVED: That the report be noted.", on=today - timedelta(days=2))
    found = page(office, "promises-take-up")
    assert ASKED in found and "when it is released" in found and "2 entries" in found
    one, two = f"meeting-{outcome.pk}", f"meeting-{other.pk}"
    sent = {
        f"{one}-row": "1", f"{one}-what": "promise", f"{one}-kind": "circulate", f"{one}-due_event": "when it is released",
        f"{two}-row": "1", f"{two}-what": "none", f"{two}-reason": "",
    }  # fmt: skip
    refused = office.post(reverse("promises-take-up"), sent)
    assert refused.status_code == 422 and "Say why it is not a promise" in refused.content.decode()
    promise = Promise.objects.get()
    assert (promise.kind, promise.due_event, promise.body) == ("circulate", "when it is released", body)
    sent = {f"{two}-row": "1", f"{two}-what": "none", f"{two}-reason": "It was only noted."}
    assert office.post(reverse("promises-take-up"), sent).status_code == 302
    assert NotAPromise.objects.get().reason == "It was only noted."
    assert "Nothing is left to decide" in page(office, "promises-take-up")
    assert "It was only noted." in page(office, "promises-take-up", query="?show=none")
    post = a_post("Head of Audit", since=today)
    assert "It does not say who owes it." in page(office, "promise", promise.number)
    state = {
        "kind": "circulate",
        "owner": f"post:{post.pk}",
        "owner_words": "",
        "to_whom": "all members",
        "reason": "",
    }
    assert office.post(reverse("promise-state", args=[promise.number]), state).status_code == 302
    late = today - timedelta(days=40)
    move = {**day("due", late), "due_event": "", "reason": "Released early."}
    assert (
        office.post(reverse("promise-date", args=[promise.number]), move).status_code == 422
    )  # before it was made
    piece = some_evidence()
    met = reverse("promise-met", args=[promise.number])
    assert office.post(met, {"words": "", "paper": "", "evidence": ""}).status_code == 422
    assert (
        office.post(met, {"words": "Sent to all.", "paper": "", "evidence": str(piece.pk)}).status_code == 302
    )
    item = item_of(a_held_meeting(body, on=today), "promises")
    several = reverse("meeting-several", args=[item.meeting.number, item.number])
    key = f"promise-{promise.pk}"
    assert "Sent to all." in office.get(several).content.decode()
    sent = {
        f"result-{key}": "agreed",
        f"words-{key}": "RESOLVED: That it be discharged.",
        f"reason-{key}": "",
    }
    assert office.post(several, sent).status_code == 302
    promise.refresh_from_db()
    assert promise.state == "discharged"
    found = page(office, "promise", promise.number)
    assert "RESOLVED: That it be discharged." in found and "Say that it is met" not in found
    assert "What is asked" in page(office, "promise", promise.number)
    asked = page(office, "body-promises", body.pk)
    assert ASKED in asked and promise.decision is not None and str(promise.decision) in asked


def test_an_open_promise_is_shown_at_its_item_and_never_discharged_by_agreeing_all(office: Client) -> None:
    body = seated()
    promise = a_promise(body)
    item = item_of(a_held_meeting(body, on=timezone.localdate()), "promises")
    assert promise.words in page(office, "meeting-item", item.meeting.number, item.number)
    office.post(reverse("meeting-several", args=[item.meeting.number, item.number]), {"agree_all": "on"})
    promise.refresh_from_db()
    assert promise.state == "open"
    chosen = page(office, "meeting-outcome", item.meeting.number, item.number, query="?effect=discharge")
    assert f"Promise {promise.number}" in chosen


def test_a_paper_leads_to_what_was_taken_up_from_it(office: Client) -> None:
    paper = a_paper()
    outcome = paper.outcomes.get(number=3)
    one = reverse("promise-take-up", args=[f"paper-{outcome.pk}"])
    found = office.get(one).content.decode()
    assert "To receive the placement strategy in September 2024." in found
    office.post(one, {"words": "To receive the placement strategy", "kind": "request-report", "owner": "", "owner_words": "",
                      "to_whom": "", "due_event": "", "due_printed": "in September 2024"})  # fmt: skip
    promise = Promise.objects.get()
    assert (
        promise.due is None and promise.due_printed == "in September 2024" and promise.made_on == paper.date
    )
    shown = page(office, "paper", paper.number)
    assert f'href="/promises/{promise.number}/"' in shown and "Take up another promise in it" in shown
    assert f"/papers/{paper.number}/#outcome-3" in page(office, "promise", promise.number)


def test_what_was_said_elsewhere_is_added_with_its_place(office: Client) -> None:
    body, sent = seated(), {"words": ASKED, "place_words": "", "kind": "", "owner": "", "owner_words": "", "to_whom": "",
                            "due_event": "", "due_printed": ""}  # fmt: skip
    sent["body"] = str(body.pk)
    assert office.post(reverse("promise-add"), sent).status_code == 422
    assert office.post(reverse("promise-add"), sent | {"place_words": "Letter of 4 June"}).status_code == 302
    assert Promise.objects.get().place_words == "Letter of 4 June"


def test_the_executive_answers_within_its_clock(office: Client) -> None:
    today = timezone.localdate()
    cabinet = a_body("Cabinet", kind="executive")
    promise = a_promise(kind="recommend", owner=("body", cabinet.pk))
    assert "no clock runs" in page(office, "promise", promise.number)
    given = today - timedelta(days=90)
    assert office.post(reverse("promise-notice", args=[promise.number]), day("on", given)).status_code == 302
    assert "and has not" in page(office, "promise", promise.number)
    assert "late" in page(office, "promises", query="?overdue=yes")
    reply = {"answer": "partly", "words": "", **day("on", today)}
    assert office.post(reverse("promise-answer", args=[promise.number]), reply).status_code == 422
    assert (
        office.post(
            reverse("promise-answer", args=[promise.number]), reply | {"words": "Two posts."}
        ).status_code
        == 302
    )
    assert "partly accepted" in page(office, "promise", promise.number)
    assert "No promise is like that" in page(office, "promises", query="?overdue=yes")


def test_the_register_is_filtered_sorted_and_downloaded(office: Client) -> None:
    today, body, post = timezone.localdate(), seated(a_body("Scrutiny Committee")), a_post("Head of Audit")
    late = a_promise(
        body, "Send the audit.", kind="supply", owner=("post", post.pk), due=today - timedelta(days=30)
    )
    said = a_promise(body, "Bring it back.", kind="bring-back", due_printed="early next year")
    say_promise_met(by=SYSTEM, promise=said, words="It came back.", today=today)
    ended = discharged(a_promise(seated(), "Circulate it."), on=today)

    def shown(query: str) -> set[int]:
        found = page(office, "promises", query=query)
        return {one.number for one in (late, said, ended) if f'href="/promises/{one.number}/"' in found}

    assert shown("") == {late.number, said.number, ended.number}
    assert shown(f"?body={body.pk}") == {late.number, said.number}
    assert shown("?state=standing") == {late.number, said.number}
    assert shown("?state=discharged") == {ended.number}
    assert shown("?kind=bring-back") == {said.number} and shown("?kind=none") == {ended.number}
    assert shown(f"?owner=post:{post.pk}") == {late.number} and shown("?owner=none") == {
        said.number,
        ended.number,
    }
    assert shown("?overdue=yes") == {late.number} and shown("?overdue=no-day") == {said.number, ended.number}
    assert shown("?text=audit") == {late.number} and shown(f"?text=promise {said.number}") >= {said.number}
    assert shown("?body=x&state=y&owner=z") == {late.number, said.number, ended.number}
    answer = office.get(reverse("promises-csv") + "?sort=-number")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]
    words = [row[3] for row in rows if len(row) > 3 and row[0].isdecimal()]
    assert words == ["Circulate it.", "Bring it back.", "Send the audit."]
    assert page(office, "promises-xlsx").startswith("PK")


@pytest.mark.parametrize("number", [3, 30])
def test_statements_do_not_grow_with_rows(office: Client, statements: Any, number: int) -> None:
    today, body, post = timezone.localdate(), seated(), a_post("Head of Audit")
    for place in range(number):
        one = a_promise(
            body, f"Promise of place {place}", due=today - timedelta(days=place), owner=("post", post.pk)
        )
        if place % 3 == 0:
            say_promise_met(by=SYSTEM, promise=one, words="So.", today=today, evidence=None)
    item = item_of(a_held_meeting(body, on=today), "promises")
    a_resolution(body, on=today - timedelta(days=7))
    a_paper()
    for name, args, most in (
        ("promises", (), 12), ("promises-take-up", (), 12), ("promise", (one.number,), 8), ("body-promises", (body.pk,), 9),
        ("promises-csv", (), 8), ("meeting-item", (item.meeting.number, item.number), 12),
        ("meeting-several", (item.meeting.number, item.number), 12), ("meeting", (item.meeting.number,), 12),
        ("promise-met", (one.number,), 9), ("promise-state", (one.number,), 9),
    ):  # fmt: skip
        with statements(most):
            page(office, name, *args)
    with statements(15):
        assert office.post(
            reverse("promise-met", args=[one.number]), {"words": "Sent.", "paper": "", "evidence": ""}
        ).status_code in (302, 422)
    with statements(15):
        move = {**day("due", today + timedelta(days=9)), "due_event": "", "reason": "Late."}
        assert office.post(reverse("promise-date", args=[one.number]), move).status_code == 302


def test_several_are_taken_up_at_once_with_the_posts_that_owe_them(office: Client) -> None:
    today = timezone.localdate()
    posts = [a_post(f"Head of Practice {number}", since=today - timedelta(days=9)) for number in (1, 2)]
    outcomes = [a_resolution(words=f"RESOLVED: That report {number} be sent.", on=today) for number in (1, 2)]
    sent = {}
    for outcome, post in zip(outcomes, posts, strict=True):
        key = f"meeting-{outcome.pk}"
        sent |= {f"{key}-row": "1", f"{key}-what": "promise", f"{key}-owner": f"post:{post.pk}"}
    assert office.post(reverse("promises-take-up"), sent).status_code == 302
    taken = Promise.objects.order_by("meeting_outcome")
    assert [one.owner_post for one in taken] == posts


def test_the_words_are_corrected_and_the_old_ones_stay_and_are_found(office: Client) -> None:
    promise = a_promise(words="That the audit of suprevision be sent.")
    address = reverse("promise-words", args=[promise.number])
    refused = office.post(address, {"words": "That the audit of supervision be sent.", "reason": ""})
    assert refused.status_code == 422 and "Say why the words are corrected" in refused.content.decode()
    same = office.post(address, {"words": promise.words, "reason": "A slip."})
    assert same.status_code == 422 and "The words are as they were." in same.content.decode()
    sent = {"words": "That the audit of supervision be sent.", "reason": "A slip of the pen."}
    assert office.post(address, sent).status_code == 302
    found = page(office, "promise", promise.number)
    assert "suprevision" in found and "A slip of the pen." in found
    assert "of supervision be sent." in page(office, "promises")
    assert f"Promise {promise.number}" in page(office, "search", query="?q=supervision&kind=promises")
    discharged(promise, on=timezone.localdate())
    again = office.post(address, {"words": "Other words.", "reason": "Again."})
    assert again.status_code == 422 and "is discharged already" in again.content.decode()


def test_evidence_names_the_promises_that_it_shows_to_be_met(office: Client) -> None:
    evidence, today = some_evidence(), timezone.localdate()
    promise = a_promise()
    say_promise_met(by=SYSTEM, promise=promise, words="", today=today, evidence=evidence)
    assert ASKED in page(office, "evidence-piece", evidence.pk)
    take_back_met(by=SYSTEM, promise=promise, reason="It shows another year.", today=today)
    found = page(office, "evidence-piece", evidence.pk)
    assert ASKED in found and supports(a_user(cast.PROGRAMME_OFFICE), evidence)[0].until == today
    say_promise_met(by=SYSTEM, promise=promise, words="", today=today, evidence=evidence)
    (one,) = supports(a_user(cast.PROGRAMME_OFFICE), evidence)
    assert (one.what, one.since, one.until) == ("Promises", today, None)
    stranger = a_user(cast.OWNER, over=a_body("Elsewhere"))
    assert supports(stranger, evidence) == [] and not seen_by(stranger, evidence)
    partner = a_user(cast.OTHER_OWNER, over=promise.body)
    assert seen_by(partner, evidence)


def seen_by(user: Any, evidence: Any) -> bool:
    return Evidence.objects.visible_to(user).filter(pk=evidence.pk).exists()


def test_who_only_reads_sees_no_way_to_change(client: Client) -> None:
    a_council()
    promise = a_promise(kind="recommend")
    client.force_login(a_user(cast.READER))
    found = page(client, "promise", promise.number)
    assert "Say that it is met" not in found and "promise-state" not in found and "/state/" not in found
    assert "Take up promises" not in page(client, "promises")


def test_a_promise_of_a_body_that_one_may_not_see_is_not_there(client: Client) -> None:
    a_council()
    mine, other = a_promise(seated()), a_promise(seated())
    client.force_login(a_user(cast.OWNER, over=mine.body))
    assert page(client, "promise", mine.number)
    page(client, "promise", other.number, status=404)
    assert f"/promises/{other.number}/" not in page(client, "promises")
    give_notice_refused = client.post(reverse("promise-notice", args=[mine.number]), {})
    assert give_notice_refused.status_code == 403


def test_who_had_a_circulated_paper_is_recorded_on_the_pages(office: Client) -> None:
    promise, paper, today = a_promise(seated()), a_paper(text="The paper."), timezone.localdate()
    one = reverse("promise-circulate", args=[promise.number])
    seats = [str(seat.pk) for seat in promise.body.seats.all()]  # type: ignore[union-attr]
    sent = {"paper": str(paper.pk), "to": seats[1:], "why_not": "", **day("on", today)}
    assert office.post(one, sent).status_code == 422
    with_reason = sent | {"why_not": "On leave."}
    assert office.post(one, with_reason).status_code == 302
    found = page(office, "promise", promise.number)
    assert "did not have it. On leave." in found and paper.sources.get().file.sha256 in found


def test_a_promise_leads_to_its_entry_on_the_work_programme(office: Client) -> None:
    promise = a_promise(seated(), "A report on audits", kind="request-report")
    assert "On the work programme" not in page(office, "promise", promise.number)
    entry = take_in_promise(by=SYSTEM, today=timezone.localdate(), promise=promise)
    shown = page(office, "promise", promise.number)
    assert "On the work programme" in shown and reverse("programme-entry", args=[entry.number]) in shown
