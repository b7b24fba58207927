"""What packages offer to the search. Each says it in its `searching.py`, called in `AppConfig.ready`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Draft:
    """A document as a package writes it; the names are those of `models.Document`. parts: the values of its address."""

    thing_id: int
    anchor_id: int
    title: str
    address: str
    parts: tuple[int | str, ...]
    text: str = ""
    context: str = ""
    day: date | None = None
    body_id: int | None = None
    same_as: int | None = None


@dataclass(frozen=True)
class Anchor:
    """A kind of thing whose readers see documents: the permission, and the very list that its pages show (`visible_to`)."""

    kind: str
    permission: str
    visible: Callable[[Any], models.QuerySet[Any]]


@dataclass(frozen=True)
class Became:
    """What became of a thing that was found: in words, with the page that says so."""

    words: str
    address: str
    parts: tuple[int | str, ...]


@dataclass(frozen=True)
class Source:
    """One kind of row that can be found.

    name     such as "agenda-item"; stands in documents
    group    what results are counted under, and `one` what a single one is called: ("meetings", "Meeting item")
    write    documents of the rows of a query set, in few statements; a row may have none
    follows  table -> lookup: whose rows to write anew when a row of another table changes. {"meetings_paper": "paper"}:
             all rows with that paper
    gathers  table -> column of that table which holds the key of ours, so that a deleted row is noticed too
    happens  whether it is something that happened on a day, for the history of a subject
    became   for rows by their keys, and a reader: what became of each, as far as that reader may see
    """

    name: str
    group: str
    one: str
    model: type[models.Model]
    anchor: str
    write: Callable[[models.QuerySet[Any]], Iterable[Draft]]
    follows: Mapping[str, str] = field(default_factory=dict)
    gathers: Mapping[str, str] = field(default_factory=dict)
    happens: bool = False
    became: Callable[[Any, list[int]], Mapping[int, list[Became]]] | None = None


GROUPS: dict[str, str] = {
    "actions": "Actions",
    "updates": "Updates",
    "plans": "Plans",
    "findings": "Findings and inspections",
    "meetings": "Meetings and their items",
    "papers": "Papers",
    "outcomes": "Decisions and outcomes",
    "promises": "Promises",
    "evidence": "Evidence",
    "bodies": "Bodies and posts",
}  # in the order in which a page shows them

SOURCES: dict[str, Source] = {}
ANCHORS: dict[str, Anchor] = {}


def offer(*sources: Source) -> None:
    """Let rows be found. Call it in AppConfig.ready."""
    for source in sources:
        if source.group not in GROUPS:
            raise ValueError(f"{source.name} would be counted under {source.group}, which is no group")
        SOURCES[source.name] = source


def anchor(kind: str, permission: str, visible: Callable[[Any], models.QuerySet[Any]]) -> None:
    """Say who sees things of a kind. Call it in AppConfig.ready."""
    ANCHORS[kind] = Anchor(kind, permission, visible)
