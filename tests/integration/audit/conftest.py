"""Someone who acts, and a hand that writes past the program."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sightline.ground.audit.actors import System


@pytest.fixture
def office() -> System:
    return System("The programme office")


@pytest.fixture
def sql() -> Callable[..., list[tuple[Any, ...]]]:
    """Send a statement as somebody with a database client would."""

    def send(statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    return send
