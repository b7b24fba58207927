"""The writers of governance, by subject. Nothing is deleted: posts and bodies end, names become former names."""

from .bodies import add_body, edit_body, end_body, rename_body
from .council import (
    add_person,
    add_post,
    edit_council,
    edit_person,
    end_post,
    hold_post,
    leave_post,
    rename_post,
)
from .decisions import delegate, end_delegation, make_decision, ratify

__all__ = [
    "add_body",
    "add_person",
    "add_post",
    "delegate",
    "edit_body",
    "edit_council",
    "edit_person",
    "end_body",
    "end_delegation",
    "end_post",
    "hold_post",
    "leave_post",
    "make_decision",
    "ratify",
    "rename_body",
    "rename_post",
]
