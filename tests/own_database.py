"""A database for a program of its own, which a test starts and kills."""

import os
from pathlib import Path
from uuid import uuid4

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def own_database(folder: Path) -> dict[str, str]:
    """The environment of a program with an empty database of the engine that the tests run on."""
    url = f"sqlite:///{folder / 'killed.sqlite3'}"
    if connection.vendor == "postgresql":
        name = f"killed_{uuid4().hex[:8]}"
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        base, question, rest = os.environ["DATABASE_URL"].partition("?")
        url = base.rsplit("/", 1)[0] + "/" + name + question + rest
    return os.environ | {
        "DATABASE_URL": url,
        "SIGHTLINE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "sightline.config.settings_test",
        "PYTHONPATH": str(ROOT),
    }
