"""The writers of the register of papers."""

from .correcting import correct_paper, correct_part
from .papers import add_source, register_paper, restore_paper, withdraw_paper

__all__ = [
    "add_source",
    "correct_paper",
    "correct_part",
    "register_paper",
    "restore_paper",
    "withdraw_paper",
]
