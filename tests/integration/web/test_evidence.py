"""The pages of evidence: the register, one piece, what changes it, practice audits."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from sightline.domain.evidence import commands
from sightline.domain.evidence.commands import AuditFacts
from sightline.domain.evidence.models import Evidence
from sightline.domain.plans.commands import attach_evidence, link_finding
from tests import cast
from tests.factories import (
    SYSTEM,
    a_body,
    a_plan,
    a_post,
    a_user,
    an_action,
    an_inspection,
    some_evidence,
)
from tests.integration.web.test_exports import body

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def office(client: Any) -> Any:
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


@pytest.fixture
def action() -> Any:
    inspection = an_inspection()
    plan = a_plan("Improvement plan", answers=(inspection,), today=timezone.localdate())
    action = an_action(plan, "Hold a weekly panel", today=timezone.localdate())
    link_finding(by=SYSTEM, plan=plan, action=action, finding=inspection.findings.first())
    return action


def pieces(number: int, action: Any = None) -> list[Evidence]:
    today = timezone.localdate()
    owner = a_post("Head of Quality")
    made = []
    for place in range(number):
        piece = some_evidence(
            f"Piece {place}",
            owner=owner,
            expires=today + DAY * (place - 3),
            as_at=today - 40 * DAY,
            today=today,
        )
        if action is not None:
            attach_evidence(by=SYSTEM, action=action, evidence=piece, today=today)
        made.append(piece)
    return made


@pytest.mark.parametrize("number", [3, 45])
@pytest.mark.parametrize("path", ["/evidence/", "/evidence/evidence.csv", "/practice-audits/"])
def test_a_list_costs_the_same_whatever_its_length(office, action, number, path, statements):
    for piece in pieces(number, action):
        commands.add_version(
            by=SYSTEM, evidence=piece, kind="note", note="Anew", reason="New", today=timezone.localdate()
        )
    for place in range(number):
        commands.add_audit(
            by=SYSTEM, facts=AuditFacts(topic=f"Topic {place}", cases=9), today=timezone.localdate()
        )
    with statements(9):
        response = office.get(path)
        b"".join(response)
    assert response.status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_a_piece_costs_the_same_whatever_it_supports(office, number, statements):
    evidence, plan = some_evidence(), a_plan()
    inspection = an_inspection()
    for place in range(number):
        one = an_action(plan, f"Action {place}")
        attach_evidence(by=SYSTEM, action=one, evidence=evidence, today=timezone.localdate())
        link_finding(by=SYSTEM, plan=plan, action=one, finding=inspection.findings.first())
        commands.add_version(
            by=SYSTEM,
            evidence=evidence,
            kind="note",
            note=f"No {place}",
            reason="New",
            today=timezone.localdate(),
        )
    with statements(12):
        response = office.get(f"/evidence/{evidence.pk}/")
    assert response.status_code == 200
    assert f"version {number + 1}" in response.content.decode()


def names(response: Any) -> list[str]:
    """The titles in the list, in its order."""
    return re.findall(r'data-label="Evidence"><a [^>]*>([^<]*)</a>', response.content.decode())


def test_the_register_is_filtered_sorted_and_says_so(office, action):
    today = timezone.localdate()
    made = pieces(7)
    far = some_evidence("Far", expires=today + 400 * DAY, today=today)
    used = some_evidence("Used link", kind="link", url="https://northmere.example/a", note="", today=today)
    attach_evidence(by=SYSTEM, action=action, evidence=used, today=today)
    commands.withdraw_evidence(by=SYSTEM, evidence=far, reason="Wrong", today=today)
    assert names(office.get("/evidence/?state=withdrawn")) == ["Far"]
    assert names(office.get("/evidence/?kind=link")) == ["Used link"]
    assert names(office.get("/evidence/?text=PIECE+4")) == ["Piece 4"]
    assert names(office.get("/evidence/?state=expired&sort=title")) == ["Piece 0", "Piece 1", "Piece 2"]
    assert names(office.get("/evidence/?state=expiring&sort=-expires"))[0] == "Piece 6"
    assert "Used link" not in names(office.get("/evidence/?state=unused"))
    number = action.plan.number
    assert names(office.get(f"/evidence/?action={number}.{action.number}")) == ["Used link"]
    finding = action.finding_links.get().finding
    assert names(office.get(f"/evidence/?finding={finding.inspection.number}.{finding.number}")) == [
        "Used link"
    ]
    owner = made[0].owner_id
    assert len(names(office.get(f"/evidence/?owner={owner}"))) == 7
    page = office.get("/evidence/?state=expired&text=Piece").content.decode()
    assert "Renewal overdue" in page and "Remove filter" in page
    for odd in (
        "?action=1.x",
        "?finding=..",
        "?owner=999999",
        "?sort=no",
        "?page=x",
        "?state=no",
    ):
        assert office.get(f"/evidence/{odd}").status_code in (200, 422)


def test_the_register_as_a_file_is_the_list_as_filtered(office):
    pieces(4)
    rows = list(
        csv.reader(
            io.StringIO(
                body(office.get("/evidence/evidence.csv?state=expired&sort=title")).decode("utf-8-sig")
            )
        )
    )
    assert rows[0] == ["Evidence"] and "Renewal overdue" in rows[1][0]
    assert [row[1] for row in rows[4:]] == ["Piece 0", "Piece 1", "Piece 2"]
    sheet = openpyxl.load_workbook(io.BytesIO(body(office.get("/evidence/evidence.xlsx")))).active
    assert sheet is not None and sheet.max_row == 5 + 4


def test_a_newer_file_takes_the_place_of_a_note_and_both_can_be_read(office, action, statements):
    evidence = some_evidence(today=timezone.localdate())
    attach_evidence(by=SYSTEM, action=action, evidence=evidence, today=timezone.localdate())
    sent = {
        "kind": "file", "file": SimpleUploadedFile("audit.pdf", b"%PDF-1.4 x"), "reason": "Done again", "seen": "1",
        "url": "", "note": "", "as_at-day": "", "as_at-month": "", "as_at-year": "",
    }  # fmt: skip
    with statements(15):
        response = office.post(f"/evidence/{evidence.pk}/replace/", sent)
    assert response.status_code == 302
    page = office.get(f"/evidence/{evidence.pk}/").content.decode()
    assert "Version 2 took the place of version 1" in page and "30 of 36" in page and "Done again" in page
    answer = office.get(f"/evidence/{evidence.pk}/versions/2/")
    assert body(answer) == b"%PDF-1.4 x" and answer["Content-Disposition"].startswith("attachment")
    assert office.get(f"/evidence/{evidence.pk}/versions/1/").status_code == 404
    late = office.post(
        f"/evidence/{evidence.pk}/replace/", sent | {"file": SimpleUploadedFile("b.pdf", b"%PDF-1.4 y")}
    )
    assert late.status_code == 422 and "since you opened this page" in late.content.decode()
    shown = office.get(f"/plans/{action.plan.number}/actions/{action.number}/").content.decode()
    assert f"/evidence/{evidence.pk}/" in shown and "Version 2 and those before" in shown


def test_owner_and_renewal_are_changed_with_a_reason_and_the_history_says_what_they_were(office, statements):
    today = timezone.localdate()
    evidence, post = some_evidence(expires=today + DAY, today=today), a_post("Head of Practice")
    sent = {
        "title": evidence.title,
        "owner": str(post.pk),
        "expires-day": "1",
        "expires-month": "3",
        "expires-year": "2031",
    }
    refused = office.post(f"/evidence/{evidence.pk}/edit/", sent)
    assert refused.status_code == 422
    with statements(15):
        assert office.post(f"/evidence/{evidence.pk}/edit/", sent | {"reason": "New head"}).status_code == 302
    page = office.get(f"/evidence/{evidence.pk}/").content.decode()
    assert "Day of renewal changed" in page and "1 March 2031" in page and "New head" in page
    assert (
        office.post(f"/evidence/{evidence.pk}/edit/", sent | {"owner": "424242", "reason": "x"}).status_code
        == 422
    )


def test_withdrawn_evidence_says_why_and_offers_no_more_changes(office):
    evidence = some_evidence()
    assert office.post(f"/evidence/{evidence.pk}/withdraw/", {"reason": ""}).status_code == 422
    office.post(f"/evidence/{evidence.pk}/withdraw/", {"reason": "Figures were wrong"})
    page = office.get(f"/evidence/{evidence.pk}/").content.decode()
    assert "Figures were wrong" in page and "Add a newer version" not in page
    again = office.post(f"/evidence/{evidence.pk}/withdraw/", {"reason": "Again"})
    assert again.status_code == 422 and "already withdrawn" in again.content.decode()


def test_evidence_is_added_and_then_linked_to_an_action(office, action):
    sent = {"title": "Terms", "kind": "link", "url": "https://northmere.example/t", "note": "", "owner": ""}
    response = office.post("/evidence/add/", sent)
    evidence = Evidence.objects.get()
    assert response["Location"] == f"/evidence/{evidence.pk}/support/"
    linked = office.post(response["Location"], {"action": str(action.pk)})
    assert linked.status_code == 302 and action.evidence_links.get().evidence == evidence
    assert "There is no action for you to link" in office.get(response["Location"]).content.decode()
    assert office.post(response["Location"], {"action": str(action.pk)}).status_code == 422
    assert office.post("/evidence/add/", sent | {"url": "javascript:alert(1)"}).status_code == 422


def test_an_owner_within_a_body_opens_the_evidence_of_their_action_and_no_other(client):
    board = a_body("Youth Partnership")
    plan = a_plan()
    mine, other = an_action(plan, bodies=(("deliver", board.pk),)), an_action(plan)
    ours, theirs = some_evidence("Ours"), some_evidence("Theirs")
    attach_evidence(by=SYSTEM, action=mine, evidence=ours, today=timezone.localdate())
    attach_evidence(by=SYSTEM, action=other, evidence=theirs, today=timezone.localdate())
    client.force_login(a_user(cast.OWNER, over=board))
    assert names(client.get("/evidence/")) == ["Ours"]
    assert client.get(f"/evidence/{ours.pk}/").status_code == 200
    for path in ("", "replace/", "edit/", "withdraw/", "support/", "versions/1/"):
        assert client.get(f"/evidence/{theirs.pk}/{path}").status_code == 404
    offered = client.get(f"/evidence/{ours.pk}/support/").content.decode()
    assert "There is no action for you to link" in offered
    attach_evidence(by=SYSTEM, action=other, evidence=ours, today=timezone.localdate())
    assert client.get(f"/evidence/{ours.pk}/").status_code == 200
    assert client.get(f"/evidence/{ours.pk}/replace/").status_code == 403


AUDIT = {
    "topic": "Supervision", "period_from-day": "1", "period_from-month": "1", "period_from-year": "2024", "period_to-day": "31",
    "period_to-month": "3", "period_to-year": "2024", "cases": "36", "grades": "Good: 12\nRequires improvement: 20",
    "strengths": "Monthly.", "to_improve": "Seldom reflective.", "moderated_by": "", "owner": "", "override": "",
}  # fmt: skip


def test_an_audit_is_added_for_an_action_listed_and_corrected(office, action, statements):
    address = f"/practice-audits/add/?action={action.plan.number}.{action.number}"
    assert action.label in office.get(address).content.decode()
    assert office.post(address, AUDIT | {"grades": "Good: 40"}).status_code == 422
    with statements(15):
        assert office.post(address, AUDIT).status_code == 302
    evidence = action.evidence_links.get().evidence
    page = office.get("/practice-audits/").content.decode()
    assert "1 January to 31 March 2024" in page and "33%" in page and "Supervision" in page
    assert (
        office.get(f"/evidence/{evidence.pk}/replace/")["Location"]
        == f"/practice-audits/{evidence.pk}/correct/"
    )
    sent = AUDIT | {"cases": "40", "seen": "1", "reason": "Four were missed"}
    assert office.post(f"/practice-audits/{evidence.pk}/correct/", sent).status_code == 302
    shown = office.get(f"/evidence/{evidence.pk}/").content.decode()
    assert "Not graded" in shown and "Four were missed" in shown and "30%" in shown
    rows = list(csv.reader(io.StringIO(body(office.get("/practice-audits/audits.csv")).decode("utf-8-sig"))))
    assert rows[4][1] == "Supervision" and rows[4][6] == "8"


def test_what_looks_like_a_case_comes_back_with_a_sentence_and_is_kept_with_a_reason(office):
    sent = AUDIT | {"strengths": "Case 1234567 was well led."}
    refused = office.post("/practice-audits/add/", sent)
    assert refused.status_code == 422 and "looks like a number of a case" in refused.content.decode()
    assert not Evidence.objects.exists()
    assert (
        office.post("/practice-audits/add/", sent | {"override": "A procedure’s number"}).status_code == 302
    )


def test_evidence_that_is_no_audit_is_not_corrected_as_one(office):
    assert office.get(f"/practice-audits/{some_evidence().pk}/correct/").status_code == 404
