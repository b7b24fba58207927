"""A database for a program of its own, which a test starts and kills."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def own_database(folder: Path) -> dict[str, str]:
    """The environment of a program with a database of its own, made and empty, of the engine that the tests run on."""
    if connection.vendor == "postgresql":
        return _environment(folder, _on_server(like=_made_on_server()))
    held = folder / "killed.sqlite3"
    shutil.copyfile(_made_file(), held)
    return _environment(folder, f"sqlite:///{held}")


@cache
def _made_file() -> Path:
    """A SQLite database in which all tables are made, once for all tests."""
    path = Path(settings.DATA) / "made.sqlite3"
    _make(_environment(path.parent, f"sqlite:///{path}"))
    return path


@cache
def _made_on_server() -> str:
    """The name of a PostgreSQL database in which all tables are made, once for all tests."""
    address = _on_server()
    _make(_environment(Path(settings.DATA), address))
    return address.partition("?")[0].rsplit("/", 1)[1]


def _on_server(like: str = "template1") -> str:
    """The address of a new database on the server of the tests, a copy of another one."""
    name = f"killed_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    base, question, rest = os.environ["DATABASE_URL"].partition("?")
    return base.rsplit("/", 1)[0] + "/" + name + question + rest


def _make(environment: dict[str, str]) -> None:
    made = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    done = subprocess.run(made, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _environment(folder: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "SIGHTLINE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings_test",
        "PYTHONPATH": str(ROOT),
    }
