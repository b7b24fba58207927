"""What a backup says of itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from . import canonical
from .register import Sum
from .tables import Column, Table

FORMAT = "sightline-backup-1"


@dataclass(frozen=True)
class Manifest:
    """register: the hash over all; head: of the audit chain, `42:ab12…` in full; made_at: UTC; made_on: "sqlite" or "postgresql".

    migrations  those applied when it was made; described: the columns of each table; next_keys: the key that each table would
                have given out next, so that no key is given twice; lost: hashes of stored files whose bytes were missing or
                altered when it was made; left_out: table -> why it is not held
    """

    version: str
    made_at: str
    made_on: str
    council: str
    head: str
    register: str
    migrations: list[str]
    described: list[Table]
    tables: list[Sum]
    files: list[Sum]
    lost: list[str]
    next_keys: dict[str, int]
    left_out: dict[str, str]

    def columns_of(self, table: str) -> tuple[Column, ...]:
        return next(one.columns for one in self.described if one.name == table)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def as_json(manifest: Manifest) -> bytes:
    said = {"format": FORMAT} | asdict(manifest)
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()


def parsed(said: dict[str, Any]) -> Manifest:
    """The manifest of the values that were written. Raises KeyError, TypeError or ValueError where something is amiss."""
    plain = {
        name: str(said[name]) for name in ("version", "made_at", "made_on", "council", "head", "register")
    }
    manifest = Manifest(
        **plain,
        migrations=[str(name) for name in said["migrations"]],
        described=[_table(one) for one in said["described"]],
        tables=[_sum(one) for one in said["tables"]],
        files=[_sum(one) for one in said["files"]],
        lost=[str(name) for name in said["lost"]],
        next_keys={str(name): int(key) for name, key in said["next_keys"].items()},
        left_out={str(name): str(why) for name, why in said["left_out"].items()},
    )
    names = [table.name for table in manifest.tables]
    if len(set(names)) != len(names) or names != [table.name for table in manifest.described]:
        raise ValueError("tables")
    return manifest


def _table(said: dict[str, Any]) -> Table:
    columns = tuple(Column(str(one["name"]), str(one["kind"]), int(one["scale"])) for one in said["columns"])
    if not columns or any(
        column.kind not in canonical.KINDS or not 0 <= column.scale <= 60 for column in columns
    ):
        raise ValueError("columns")
    return Table(str(said["name"]), columns, bool(said["counts"]))


def _sum(said: dict[str, Any]) -> Sum:
    return Sum(str(said["name"]), int(said["rows"]), int(said["size"]), str(said["sha256"]))
