"""The only writers of plans."""

from .actions import add_action, add_actions, change_together, edit_action, edit_actions, judge_action
from .carrying import (
    DispositionDraft,
    carry_as_it_is,
    certify_carry_over,
    dispose_action,
    dispose_together,
    undo_disposition,
)
from .certificates import issue_certificate
from .links import (
    add_evidence_to,
    attach_evidence,
    detach_evidence,
    give_reason,
    link_finding,
    link_theme,
    take_reason_back,
    unlink_finding,
    unlink_theme,
)
from .plan import (
    add_part,
    add_to_scope,
    edit_part,
    edit_plan,
    propose_plan,
    record_state,
    remove_from_scope,
    start_plan,
)
from .updates import correct_update, record_update, record_update_with_evidence

__all__ = [
    "DispositionDraft",
    "add_action",
    "add_actions",
    "add_evidence_to",
    "add_part",
    "add_to_scope",
    "attach_evidence",
    "carry_as_it_is",
    "certify_carry_over",
    "change_together",
    "correct_update",
    "detach_evidence",
    "dispose_action",
    "dispose_together",
    "edit_action",
    "edit_actions",
    "edit_part",
    "edit_plan",
    "give_reason",
    "issue_certificate",
    "judge_action",
    "link_finding",
    "link_theme",
    "propose_plan",
    "record_state",
    "record_update",
    "record_update_with_evidence",
    "remove_from_scope",
    "start_plan",
    "take_reason_back",
    "undo_disposition",
    "unlink_finding",
    "unlink_theme",
]
