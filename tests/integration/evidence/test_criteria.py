"""Evidence that an exit criterion of a body is met."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sightline.domain.evidence.commands import (
    add_evidence_for_criterion,
    no_longer_shows,
    show_criterion,
    withdraw_evidence,
)
from sightline.domain.evidence.criteria import evidence_of_criteria
from sightline.domain.evidence.models import CriterionEvidence, Evidence
from sightline.domain.evidence.queries import evidence_page
from sightline.domain.governance.commands import drop_exit_criterion
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user
from tests.governance_factories import a_criterion

pytestmark = pytest.mark.django_db


def a_piece(criterion, title="Letter of assurance"):
    return add_evidence_for_criterion(
        by=SYSTEM, criterion=criterion, today=TODAY, title=title, kind="note", note="It is assured."
    ).evidence


def test_a_piece_stands_beside_a_criterion_and_its_page_says_so():
    criterion = a_criterion(a_body("Improvement Board"))
    piece = a_piece(criterion)
    assert evidence_of_criteria(SYSTEM, [criterion]) == {criterion.pk: [piece]}
    (supported,) = evidence_page(SYSTEM, piece.pk).supports
    assert (supported.what, supported.label, supported.text) == (
        "Exit criteria",
        "Improvement Board",
        criterion.words,
    )
    assert criterion.met_on is None, "evidence does not say that it is met"


def test_twice_withdrawn_or_no_longer_asked_for_is_refused():
    board = a_body("Improvement Board")
    criterion, other = a_criterion(board), a_criterion(board, "Six months have passed")
    piece = a_piece(criterion)
    with pytest.raises(Refused, match="stands beside the criterion already"):
        show_criterion(by=SYSTEM, criterion=criterion, evidence=piece)
    withdraw_evidence(by=SYSTEM, evidence=piece, reason="Wrong letter.", today=TODAY)
    with pytest.raises(Refused, match="was withdrawn"):
        show_criterion(by=SYSTEM, criterion=other, evidence=Evidence.objects.get())
    drop_exit_criterion(by=SYSTEM, criterion=other, until=TODAY, reason="Not needed.")
    with pytest.raises(Refused, match="no longer asked for"):
        a_piece(other)


def test_who_sees_evidence_of_the_body_sees_it_there_and_nobody_else():
    board, another = a_body("Improvement Board"), a_body("Partnership")
    criterion = a_criterion(board)
    piece = a_piece(criterion)
    of_board, of_another = a_user(cast.BOARD_MEMBER, over=board), a_user(cast.CHAIR, over=another)
    assert piece in Evidence.objects.visible_to(of_board)
    assert piece not in Evidence.objects.visible_to(of_another)
    no_longer_shows(by=SYSTEM, criterion=criterion, evidence=piece, reason="Of another board.")
    assert piece not in Evidence.objects.visible_to(of_board)
    link = CriterionEvidence.objects.get()
    assert link.until and link.ended_reason == "Of another board."
    with pytest.raises(Refused, match="does not stand beside the criterion now"):
        no_longer_shows(by=SYSTEM, criterion=criterion, evidence=piece, reason="Again.")


def test_the_office_puts_evidence_beside_a_criterion_and_takes_it_away(client: Client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    criterion = a_criterion(a_body("Improvement Board"))
    board = reverse("body", args=[criterion.body_id])
    at = [criterion.body_id, criterion.pk]
    assert "Add evidence" in client.get(board).content.decode()
    new = {"title": "Six months of figures", "kind": "note", "note": "Good in each month."}
    assert client.post(reverse("criterion-evidence-add", args=at), new).status_code == 302
    piece = Evidence.objects.get()
    shown = client.get(board).content.decode()
    assert "Six months of figures" in shown and "Change the evidence" in shown
    page = reverse("criterion-evidence", args=at)
    assert "Six months of figures" in client.get(page).content.decode()
    assert client.post(page, {"evidence": str(piece.pk)}).status_code == 422, "it is not offered twice"
    end = reverse("criterion-evidence-end", args=[*at, piece.pk])
    assert client.post(end, {"reason": ""}).status_code == 422
    assert client.post(end, {"reason": "Of another year."}).status_code == 302
    assert client.post(page, {"evidence": str(piece.pk)}).status_code == 302
    assert "Six months of figures" in client.get(board).content.decode()
