"""Practice audits through their commands and queries."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.commands import AuditFacts
from sightline.domain.evidence.models import Evidence, PracticeAudit
from sightline.domain.evidence.rules import frozen_piece
from sightline.domain.plans.commands.evidence import add_audit_to
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user, an_action

pytestmark = pytest.mark.django_db

FACTS = AuditFacts(
    topic="Supervision",
    period_from=date(2024, 1, 1),
    period_to=date(2024, 3, 31),
    cases=36,
    grades=({"label": "Good", "number": 12}, {"label": "Requires improvement", "number": 20}),
    strengths="Supervision is monthly.",
    to_improve="It is seldom reflective.",
    moderated_by="Quality Assurance Board",
)


def test_an_audit_is_a_piece_of_evidence_whose_words_are_its_numbers():
    audit = commands.add_audit(by=SYSTEM, facts=FACTS, today=TODAY)
    piece = queries.evidence_page(SYSTEM, audit.evidence_id)
    assert piece.evidence.kind == "audit" and piece.evidence.as_at == date(2024, 3, 31)
    assert piece.evidence.title == "Practice audit: Supervision, 1 January to 31 March 2024"
    assert "Grades: Good 12; Requires improvement 20" in piece.evidence.note
    assert piece.audit == audit and piece.versions[0].note == piece.evidence.note
    row = queries.practice_audits(SYSTEM)[0]
    assert row.grades[0] == ("Good", 12, pytest.approx(33.33, abs=0.01)) and row.graded == 32


def test_an_audit_for_an_action_supports_it_and_its_owner_may_correct_it():
    body = a_body("Youth Partnership")
    action = an_action(bodies=(("deliver", body.pk),))
    owner = a_user(cast.OWNER, over=body)
    link = add_audit_to(by=owner, action=action, facts=FACTS, today=TODAY)
    assert [row.audit.evidence_id for row in queries.practice_audits(owner)] == [link.evidence_id]
    assert queries.evidence_page(owner, link.evidence_id).right == action


def test_a_correction_is_the_next_version_and_the_older_stays_word_for_word():
    audit = commands.add_audit(by=SYSTEM, facts=FACTS, today=TODAY)
    before = frozen_piece(audit.evidence)
    words = audit.evidence.note
    changed = AuditFacts(topic="Supervision", period_to=date(2024, 3, 31), cases=40, grades=FACTS.grades)
    commands.correct_audit(
        by=SYSTEM, audit=audit, facts=changed, reason="Four were missed", today=TODAY, seen=1
    )
    piece = queries.evidence_page(SYSTEM, audit.evidence_id)
    assert [one.number for one in piece.versions] == [2, 1]
    assert piece.versions[1].note == words and "Cases audited: 40" in piece.versions[0].note
    assert piece.audit.cases == 40 and piece.audit.moderated_by == ""
    assert piece.evidence.title == "Practice audit: Supervision, to 31 March 2024"
    assert frozen_piece(piece.evidence)["sha256"] != before["sha256"] == piece.versions[1].sha256
    with pytest.raises(Refused, match="byte for byte"):
        commands.correct_audit(by=SYSTEM, audit=audit, facts=changed, reason="Again", today=TODAY)
    with pytest.raises(Refused, match="Correct the audit itself"):
        commands.add_version(
            by=SYSTEM, evidence=piece.evidence, kind="note", note="x", reason="y", today=TODAY
        )


def test_another_report_is_another_version_and_none_keeps_the_one_there_is():
    audit = commands.add_audit_with_file(
        by=SYSTEM, facts=FACTS, today=TODAY, stream=[b"%PDF-1.4 one"], name="audit.pdf"
    )
    first = audit.evidence.versions.get()
    assert first.file.sha256 in first.note and first.type == "pdf"
    commands.correct_audit_with_file(
        by=SYSTEM, audit=audit, facts=FACTS, reason="Signed", today=TODAY, stream=[b"%PDF-1.4 two"], name="audit.pdf"
    )  # fmt: skip
    second = audit.evidence.versions.get(number=2)
    assert second.file != first.file and second.sha256 != first.sha256
    fewer = AuditFacts(topic="Supervision", cases=36)
    commands.correct_audit(by=SYSTEM, audit=audit, facts=fewer, reason="No grades", today=TODAY)
    assert audit.evidence.versions.get(number=3).file == second.file


@pytest.mark.parametrize(
    "facts",
    [
        AuditFacts(topic="Supervision", cases=10, grades=({"label": "Good", "number": 11},)),
        AuditFacts(topic=" "),
        AuditFacts(topic="Supervision", strengths="Case 1234567 was well led."),
        AuditFacts(topic="Supervision", grades=({"label": "Child B", "number": 1},)),
    ],
)
def test_what_cannot_be_or_looks_like_a_case_is_not_kept(facts):
    with pytest.raises(Refused):
        commands.add_audit(by=SYSTEM, facts=facts, today=TODAY)
    assert not Evidence.objects.exists()


def test_what_looks_like_a_case_is_kept_for_a_stated_reason():
    facts = AuditFacts(topic="Supervision", strengths="Procedure 1234567 is followed.")
    audit = commands.add_audit(by=SYSTEM, facts=facts, today=TODAY, override="It is a number of a procedure")
    assert PracticeAudit.objects.get(pk=audit.pk).overridden == "It is a number of a procedure"


def test_the_database_holds_that_a_period_is_in_order_and_an_audit_has_words():
    audit = commands.add_audit(by=SYSTEM, facts=FACTS, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeAudit.objects.filter(pk=audit.pk).update(period_to=date(2023, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=audit.evidence_id).update(note="")
