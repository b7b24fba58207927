"""Counts what a piece of code asks of the database, so that a page cannot grow slow unseen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LONGEST_TEXT = 20_000  # characters of one statement
MOST_PARAMETERS = 1_000
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", "BEGIN", "COMMIT")


@contextmanager
def at_most_statements(most: int) -> Iterator[None]:
    """Fail when the block sends more than `most` statements, a huge one, or one with a huge list of values.

    Statements that only mark a transaction are not counted.
    """
    sent: list[str] = []
    too_large: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.upper().startswith(OF_TRANSACTIONS):
            sent.append(sql)
        for count in [len(params or ())] if not many else [len(one) for one in params]:
            if len(sql) > LONGEST_TEXT or count > MOST_PARAMETERS:
                too_large.append(f"{len(sql):,} characters and {count:,} values: {sql[:200]} ...")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    assert not too_large, "A statement is too large:\n" + "\n".join(too_large)
    listed = "\n".join(f"{number:3} {sql[:300]}" for number, sql in enumerate(sent, 1))
    assert len(sent) <= most, f"{len(sent)} statements were sent, at most {most} are allowed:\n{listed}"
