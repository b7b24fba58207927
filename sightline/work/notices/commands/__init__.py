"""The only writers of notices."""

from .answering import Said, answer_link
from .choosing import choose_notices
from .digests import make_digest
from .links import ask_for_updates, send_link_anew, withdraw_link
from .reminding import remind

__all__ = [
    "Said", "answer_link", "ask_for_updates", "choose_notices", "make_digest", "remind", "send_link_anew", "withdraw_link",
]  # fmt: skip
