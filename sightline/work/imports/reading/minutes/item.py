"""One item of a meeting, as the splitting of a paper hands it on."""

from __future__ import annotations

from dataclasses import dataclass, field

from sightline.work.imports.reading.minutes.rows import Row


@dataclass(slots=True)
class Item:
    """One item of a meeting as it was printed. meeting is (date, body) as printed where the page gives each item its own."""

    number: str | None = None
    title: str | None = None
    head: list[Row] = field(default_factory=list)
    intro: list[Row] = field(default_factory=list)
    decision: list[Row] = field(default_factory=list)
    minutes: list[Row] = field(default_factory=list)
    marked: bool = False
    meeting: tuple[str, str] | None = None

    def rows(self) -> list[Row]:
        return [*self.head, *self.intro, *self.decision, *self.minutes]
