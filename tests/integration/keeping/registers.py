"""Registers with databases and data folders of their own, backed up and restored by the real program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "sightline.doors.cli.main"]
COUNCIL = "Northmere Borough Council"
ONCE = pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="The run on SQLite starts programs on both databases: once is enough",
)


@dataclass
class Register:
    """A database and a data folder. postgres: the address of a database of its own on a server, or "" for SQLite."""

    folder: Path
    postgres: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        own = {
            "SIGHTLINE_DATA": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "sightline.config.settings",
            "SIGHTLINE_SECRET_KEY": "not-a-secret",
            "PYTHONPATH": str(ROOT),
        }
        return kept | own | ({"DATABASE_URL": self.postgres} if self.postgres else {}) | self.extra

    def sightline(self, *words: object, given: str = "") -> subprocess.CompletedProcess[str]:
        return self.python(*COMMAND[1:], *words, given=given)

    def python(self, *words: object, given: str = "") -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *map(str, words)], cwd=ROOT, env=self.environment, capture_output=True, text=True, input=given,
            timeout=900, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return done

    def start(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *map(str, words)], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def succeeds(self, *words: object, given: str = "") -> str:
        done = self.sightline(*words, given=given)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refuses(self, *words: object) -> str:
        done = self.sightline(*words)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stderr

    def backup(self, path: Path) -> str:
        """Make a backup; its register hash."""
        return hash_of(self.succeeds("backup", path))

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        if self.postgres:
            with psycopg.connect(self.postgres) as connection:
                return list(connection.execute(sql))
        with closing(sqlite3.connect(self.folder / "sightline.sqlite3")) as connection:
            return list(connection.execute(sql))

    def files(self) -> set[str]:
        return {path.name for path in (self.folder / "files").glob("??/*")}


def hash_of(said: str) -> str:
    """The register hash in what a command printed."""
    return next(line.split()[-1] for line in said.splitlines() if "register hash  " in line)


def head_of(said: str) -> str:
    return next(line.split()[-1] for line in said.splitlines() if "audit head" in line)


def on_sqlite(folder: Path, template: Path | None = None) -> Register:
    """A register on SQLite: a copy of another one's folder, or nothing at all."""
    if template:
        shutil.copytree(template, folder)
    else:
        folder.mkdir(parents=True)
    return Register(folder)


def on_postgres(folder: Path, server: str, template: str = "") -> Register:
    """A register in a new database of a server: empty, or a copy of another one."""
    folder.mkdir(parents=True)
    name = f"kept_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    base, question, rest = server.partition("?")
    return Register(folder, base.rsplit("/", 1)[0] + "/" + name + question + rest)
