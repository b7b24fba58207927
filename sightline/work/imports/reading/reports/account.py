"""What a reading gathers beside its values: what was set aside, what is worth a question, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sightline.work.imports.reading.printed_text import place
from sightline.work.imports.reading.reports.pieces import Piece


@dataclass(slots=True)
class Account:
    """set_aside and suspects are lists of {page, text, why}; places as `printed_text.place` gives them."""

    set_aside: list[dict[str, Any]] = field(default_factory=list)
    suspects: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)

    def aside(self, pieces: Piece | Iterable[Piece], why: str, text: str | None = None) -> None:
        """Set a passage aside; its place is told as "set_aside/<number>"."""
        held = [pieces] if isinstance(pieces, Piece) else list(pieces)
        words = text if text is not None else "\n".join(piece.printed() for piece in held)
        self.at(f"set_aside/{len(self.set_aside)}", held)
        self.set_aside.append({"page": held[0].page if held else None, "text": words, "why": why})

    def doubt(self, piece: Piece | None, text: str, why: str) -> None:
        """Keep something as printed, but ask."""
        entry = {"page": piece.page if piece else None, "text": text, "why": why}
        if entry not in self.suspects:
            self.suspects.append(entry)

    def at(self, of: str, pieces: Piece | Iterable[Piece]) -> None:
        """Say where a value stands."""
        held = [pieces] if isinstance(pieces, Piece) else list(pieces)
        if held:
            self.places.append(place(of, [piece.para for piece in held]))
