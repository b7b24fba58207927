"""The writers of governance, by subject. Nothing is deleted: posts and bodies end, names become former names."""

from .bodies import add_body, edit_body, rename_body
from .council import (
    add_person,
    add_post,
    edit_council,
    edit_person,
    hold_post,
    leave_post,
    rename_post,
)
from .decisions import delegate, end_delegation, make_decision, ratify
from .ending import end_body, end_post
from .seats import add_deputy, add_seat, change_seat, end_deputy, end_seat, fill_seat, vacate_seat
from .terms import add_exit_criterion, drop_exit_criterion, meet_exit_criterion, set_terms

__all__ = [
    "add_body",
    "add_deputy",
    "add_exit_criterion",
    "add_person",
    "add_post",
    "add_seat",
    "change_seat",
    "delegate",
    "drop_exit_criterion",
    "edit_body",
    "edit_council",
    "edit_person",
    "end_body",
    "end_delegation",
    "end_deputy",
    "end_post",
    "end_seat",
    "fill_seat",
    "hold_post",
    "leave_post",
    "make_decision",
    "meet_exit_criterion",
    "ratify",
    "rename_body",
    "rename_post",
    "set_terms",
    "vacate_seat",
]
