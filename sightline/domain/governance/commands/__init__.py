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

__all__ = [
    "add_body",
    "add_person",
    "add_post",
    "edit_body",
    "edit_council",
    "edit_person",
    "end_body",
    "end_post",
    "hold_post",
    "leave_post",
    "rename_body",
    "rename_post",
]
