"""The only writers of evidence."""

from .audits import AuditFacts, add_audit, add_audit_with_file, correct_audit, correct_audit_with_file
from .pieces import (
    add_evidence,
    add_file_as_evidence,
    add_file_as_version,
    add_version,
    edit_evidence,
    withdraw_evidence,
)

__all__ = [
    "AuditFacts", "add_audit", "add_audit_with_file", "add_evidence", "add_file_as_evidence", "add_file_as_version", "add_version",
    "correct_audit", "correct_audit_with_file", "edit_evidence", "withdraw_evidence",
]  # fmt: skip
