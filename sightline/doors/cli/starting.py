"""What the commands that need the database share: Django made ready, and errors answered with a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import monotonic

from sightline.ground.lib.errors import Refused


def with_django(work: Callable[[], int]) -> int:
    """Make Django ready, do the work, and answer its exit status; what goes wrong is told in a sentence, with status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    import django
    from django.db import OperationalError, ProgrammingError

    try:
        django.setup()
        return work()
    except Refused as refusal:
        return complain(refusal.sentence)
    except (OperationalError, ProgrammingError) as error:
        return complain(_about_database(str(error)))
    except OSError as error:
        return complain(
            f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}. Nothing was done."
        )


def complain(sentence: str) -> int:
    """Print what went wrong; the exit status 1."""
    print(sentence, file=sys.stderr)
    return 1


def _about_database(said: str) -> str:
    first = (said.strip().splitlines() or ["it said nothing"])[0]
    if "no such table" in said or "does not exist" in said:
        return f"The database has not been made, or is of an older version ({first}). Run: sightline migrate"
    return (
        f"The database could not be used: {first}. Check DATABASE_URL, that the database is running, and the rights "
        "on the data folder."
    )


class Step:
    """`with Step("Making the database"):` says what is being done and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        self.began = monotonic()
        print(f"{self.what} ...", end="", flush=True)

    def __exit__(self, kind: object, *_: object) -> None:
        print(" failed" if kind else f" {monotonic() - self.began:.1f} s", flush=True)
