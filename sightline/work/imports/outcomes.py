"""What a dry run or an apply of a plan table came to, as it is kept and shown. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from sightline.domain.plans.sheet import LAYER_OF
from sightline.work.imports.drafting import Names
from sightline.work.imports.matching import KINDS, Found
from sightline.work.imports.paper import PaperRow
from sightline.work.imports.reading.plans.people import read_bodies, read_owners


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One row of the paper and what becomes of it. changes: (label, old, new); number: of the action, where it is one."""

    place: int
    row: int | None
    page: int | None
    kind: str
    label: str
    title: str
    number: int | None
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    remarks: tuple[str, ...]


ROW = tuple(OutcomeRow.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed owner or body and what it was found to mean. what: "post" or "body"; rows: on how many rows it stands."""

    what: str
    printed: str
    key: int | None
    how: str
    reason: str
    rows: int


@dataclass(frozen=True)
class Outcome:
    """
    rows        every row that was read, in the order of the paper
    new_themes  titles of themes that are added to the plan
    names       every owner and body of the paper
    plan        number of the plan; of a new plan the one that it has, or in a dry run would have
    """

    rows: tuple[OutcomeRow, ...]
    new_themes: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    plan: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.kind for row in self.rows)
        return {kind: counted[kind] for kind in KINDS}

    @cached_property
    def _rows_as_json(self) -> list[dict[str, Any]]:
        return [{name: getattr(row, name) for name in ROW} for row in self.rows]

    @cached_property
    def digest(self) -> str:
        """Changes when any row would become something else: what a person saw is what is applied, or nothing is."""
        text = json.dumps([self._rows_as_json, self.new_themes], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self._rows_as_json,
            "new_themes": list(self.new_themes),
            "names": [asdict(name) for name in self.names],
            "plan": self.plan,
            "counts": self.counts,
            "digest": self.digest,
        }


def outcome_of(found: Sequence[Found], names: Names, new_themes: Iterable[str], plan: int | None) -> Outcome:
    return Outcome(
        tuple(_row(one) for one in found),
        tuple(new_themes),
        names_of([one.row for one in found], names),
        plan,
    )


def _row(found: Found) -> OutcomeRow:
    return OutcomeRow(
        place=found.row.place,
        row=found.row.number,
        page=found.row.page,
        kind=found.kind,
        label=found.label,
        title=found.title,
        number=found.number,
        reason=found.reason,
        changes=_new(found) if found.kind == "new" else tuple((c.label, c.old, c.new) for c in found.changes),
        remarks=tuple(found.remarks),
    )


def _new(found: Found) -> tuple[tuple[str, str, str], ...]:
    """What a new action would state, field by field, as it is understood."""
    from sightline.work.imports.understood import lines_of

    return tuple((label, "", text) for label, text in lines_of(found))


def names_of(rows: Iterable[PaperRow], names: Names) -> tuple[Name, ...]:
    """Every printed owner and body once, with what it means, those that mean nothing first."""
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        pairs = [("post", one) for key in ("owner", "sponsor") for one in read_owners(row.text(key) or None)]
        pairs += [("body", one) for key in LAYER_OF for one in read_bodies(row.text(key) or None)]
        counted.update(dict.fromkeys(pairs, 1))
    found = []
    for (what, printed), rows_with in counted.items():
        match = names.post(printed) if what == "post" else names.body(printed)
        found.append(Name(what, printed, match.key, match.how, match.reason, rows_with))
    return tuple(sorted(found, key=lambda name: (name.what, name.key is not None, name.printed.casefold())))


def from_json(kept: Mapping[str, Any]) -> Outcome:
    rows = tuple(
        OutcomeRow(
            **{
                **row,
                "changes": tuple((label, old, new) for label, old, new in row["changes"]),
                "remarks": tuple(row["remarks"]),
            }
        )
        for row in kept["rows"]
    )
    return Outcome(
        rows, tuple(kept["new_themes"]), tuple(Name(**name) for name in kept["names"]), kept["plan"]
    )
