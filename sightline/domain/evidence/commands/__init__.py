"""The only writers of evidence."""

from .audits import AuditFacts, add_audit, add_audit_with_file, correct_audit, correct_audit_with_file
from .criteria import add_evidence_for_criterion, no_longer_shows, show_criterion
from .pieces import (
    add_evidence,
    add_file_as_evidence,
    add_file_as_version,
    add_version,
    edit_evidence,
    withdraw_evidence,
)

__all__ = [
    "AuditFacts", "add_audit", "add_audit_with_file", "add_evidence", "add_evidence_for_criterion", "add_file_as_evidence",
    "add_file_as_version", "add_version", "correct_audit", "correct_audit_with_file", "edit_evidence", "no_longer_shows",
    "show_criterion", "withdraw_evidence",
]  # fmt: skip
