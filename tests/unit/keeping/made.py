"""Small backups made by hand, and damaged ones."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from sightline.work.keeping import canonical
from sightline.work.keeping.archive import SEAL, Writer
from sightline.work.keeping.manifest import Manifest
from sightline.work.keeping.register import register_hash
from sightline.work.keeping.tables import Column, Table

BODIES = Table("governance_body", (Column("id", "whole"), Column("name", "text")), counts=True)
FILE = b"The quality of supervision. " * 400
DIGEST = sha256(FILE).hexdigest()


def a_backup(path: Path, *, names: tuple[str, ...] = ("Board", "Cabinet"), lie: str = "") -> Path:
    """A whole backup with one table and one file. lie: a register hash that is not the true one."""
    with path.open("wb") as out:
        writer = Writer(out)
        rows = [
            canonical.line(["id", "name"]),
            *(canonical.line([n, name]) for n, name in enumerate(names, 1)),
        ]
        writer.add_table(BODIES.name, rows)
        writer.add_file(DIGEST, [FILE[:1000], FILE[1000:]])
        writer.finish(
            Manifest(
                version="0.1.0", made_at="2026-11-22T05:00:00+00:00", made_on="sqlite", council="Northmere",
                head="42:" + "ab" * 32, register=lie or register_hash(writer.tables, writer.files, []),
                migrations=["audit.0001_initial"], described=[BODIES], tables=writer.tables, files=writer.files, lost=[],
                next_keys={BODIES.name: 3}, left_out={"django_session": "who is signed in"},
            )
        )  # fmt: skip
    return path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the members of a backup, and seal it again: what somebody does who knows the format."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.comment = b"0" * SEAL
    return sealed(path)


def sealed(path: Path) -> Path:
    before = path.read_bytes()[:-SEAL]
    path.write_bytes(before + sha256(before).hexdigest().encode())
    return path


def said(path: Path, **changes: object) -> Path:
    """Change what the manifest says, and seal the file again."""

    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        members["manifest.json"] = json.dumps(manifest | changes).encode()

    return rewritten(path, change)
