"""The writers of the register of papers, of meetings and of what they decide."""

from .between import act_urgently, decide_by_paper, use_delegation
from .closing import close_item, open_item
from .correcting import correct_paper, correct_part
from .meetings import (
    AttendingDraft,
    add_item,
    call_meeting,
    edit_item,
    order_items,
    record_attendance,
    send_agenda,
    take_item_off,
)
from .minutes import (
    agree_correction,
    approve_minutes,
    circulate_minutes,
    correct_approved,
    correct_draft,
    draft_minutes,
    write_minute,
)
from .moving import cancel_meeting, describe_meeting, join_meetings, move_meeting
from .outcomes import BulkResult, OutcomeDraft, record_outcome, record_outcomes
from .papers import add_source, register_paper, restore_paper, withdraw_paper

__all__ = [
    "AttendingDraft",
    "BulkResult",
    "OutcomeDraft",
    "act_urgently",
    "add_item",
    "add_source",
    "agree_correction",
    "approve_minutes",
    "call_meeting",
    "cancel_meeting",
    "circulate_minutes",
    "close_item",
    "correct_approved",
    "correct_draft",
    "correct_paper",
    "correct_part",
    "decide_by_paper",
    "describe_meeting",
    "draft_minutes",
    "edit_item",
    "join_meetings",
    "move_meeting",
    "open_item",
    "order_items",
    "record_attendance",
    "record_outcome",
    "record_outcomes",
    "register_paper",
    "restore_paper",
    "send_agenda",
    "take_item_off",
    "use_delegation",
    "withdraw_paper",
    "write_minute",
]
