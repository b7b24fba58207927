"""What a person says of a promise, before it is kept. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """A promise as a person takes it up. "" and None: not stated.

    words   exactly as they stand; owner: ("post", 3), ("body", 4) or None; owner_words as printed
    """

    words: str
    kind: str = ""
    owner: tuple[str, int] | None = None
    owner_words: str = ""
    to_whom: str = ""
    due: date | None = None
    due_event: str = ""
    due_printed: str = ""
