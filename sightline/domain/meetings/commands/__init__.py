"""The writers of the register of papers, of meetings and of what they decide."""

from .between import act_urgently, decide_by_paper, use_delegation
from .circulating import circulate_paper
from .closing import close_item, open_item
from .correcting import correct_paper, correct_part
from .discharging import cancel_promise, discharge_promise, refuse_discharge
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
from .promise_words import correct_promise_words
from .promises import (
    Taken,
    TakenUp,
    answer_recommendation,
    give_notice,
    move_promise_date,
    say_no_promise,
    say_promise_met,
    state_promise,
    take_back_met,
    take_up_promise,
    take_up_several,
)

__all__ = [
    "AttendingDraft",
    "BulkResult",
    "OutcomeDraft",
    "Taken",
    "TakenUp",
    "act_urgently",
    "add_item",
    "add_source",
    "agree_correction",
    "answer_recommendation",
    "approve_minutes",
    "call_meeting",
    "cancel_meeting",
    "cancel_promise",
    "circulate_minutes",
    "circulate_paper",
    "close_item",
    "correct_approved",
    "correct_draft",
    "correct_paper",
    "correct_part",
    "correct_promise_words",
    "decide_by_paper",
    "describe_meeting",
    "discharge_promise",
    "draft_minutes",
    "edit_item",
    "give_notice",
    "join_meetings",
    "move_meeting",
    "move_promise_date",
    "open_item",
    "order_items",
    "record_attendance",
    "record_outcome",
    "record_outcomes",
    "refuse_discharge",
    "register_paper",
    "restore_paper",
    "say_no_promise",
    "say_promise_met",
    "send_agenda",
    "state_promise",
    "take_back_met",
    "take_item_off",
    "take_up_promise",
    "take_up_several",
    "use_delegation",
    "withdraw_paper",
    "write_minute",
]
