"""The only writers of plans."""

from .accepting import accept_action, accept_together, decline_proposal, propose_action, take_proposal
from .actions import add_action, add_actions, change_together, edit_action, edit_actions, judge_action
from .bodies import end_plan_body, set_plan_body, set_review, set_signs_off
from .carrying import (
    DispositionDraft,
    carry_as_it_is,
    certify_carry_over,
    dispose_action,
    dispose_together,
    follow_plan,
    undo_disposition,
)
from .certificates import issue_certificate
from .comments import add_comment, settle_comment
from .deciding import (
    ask_sign_off,
    embed_action,
    end_action,
    refuse_request,
    reopen_action,
    sign_off_action,
    take_request_back,
)
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
from .making import adopt_plan, bring_into_force, end_plan, endorse_plan, record_reply, submit_plan
from .milestones import add_milestone, move_milestone, reach_milestone, take_milestone_out
from .plan import (
    add_part,
    add_to_scope,
    edit_part,
    edit_plan,
    propose_plan,
    remove_from_scope,
    start_plan,
)
from .sampling import draw_sample
from .unsent import keep_unsent, send_update, throw_away
from .updates import correct_update, record_update, record_update_with_evidence
from .versions import freeze_version

__all__ = [
    "DispositionDraft",
    "accept_action",
    "accept_together",
    "add_action",
    "add_actions",
    "add_comment",
    "add_evidence_to",
    "add_milestone",
    "add_part",
    "add_to_scope",
    "adopt_plan",
    "ask_sign_off",
    "attach_evidence",
    "bring_into_force",
    "carry_as_it_is",
    "certify_carry_over",
    "change_together",
    "correct_update",
    "decline_proposal",
    "detach_evidence",
    "dispose_action",
    "dispose_together",
    "draw_sample",
    "edit_action",
    "edit_actions",
    "edit_part",
    "edit_plan",
    "embed_action",
    "end_action",
    "end_plan",
    "end_plan_body",
    "endorse_plan",
    "follow_plan",
    "freeze_version",
    "give_reason",
    "issue_certificate",
    "judge_action",
    "keep_unsent",
    "link_finding",
    "link_theme",
    "move_milestone",
    "propose_action",
    "propose_plan",
    "reach_milestone",
    "record_reply",
    "record_update",
    "record_update_with_evidence",
    "refuse_request",
    "remove_from_scope",
    "reopen_action",
    "send_update",
    "set_plan_body",
    "set_review",
    "set_signs_off",
    "settle_comment",
    "sign_off_action",
    "start_plan",
    "submit_plan",
    "take_milestone_out",
    "take_proposal",
    "take_reason_back",
    "take_request_back",
    "throw_away",
    "undo_disposition",
    "unlink_finding",
    "unlink_theme",
]
