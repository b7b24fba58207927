"""What the two databases do in their own ways: keeping the index, finding, ranking, and showing the words found.

SQLite: an FTS5 table over the documents (external content), kept by triggers. PostgreSQL: a column of the documents' table that the
database works out itself, with a GIN index. Both stem English words and weigh the title above the text. Neither is known to
Django's migrations: SQLite drops triggers when a migration rebuilds the table, so all is looked after when migrations have run.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from .asking import Asked
from .models import Document

WORDS = "search_words"  # the FTS5 table; SQLite makes further ones whose names begin with it
BEGIN, END = "\x02", "\x03"  # around what was found, until a page puts <mark> there
_TABLE = Document._meta.db_table
_CREATE = (
    f"CREATE VIRTUAL TABLE {WORDS} USING fts5(title, text, content='{_TABLE}', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')"
)
_OUT = f"INSERT INTO {WORDS}({WORDS}, rowid, title, text) VALUES ('delete', old.id, old.title, old.text)"  # noqa: S608
_IN = f"INSERT INTO {WORDS}(rowid, title, text) VALUES (new.id, new.title, new.text)"  # noqa: S608
_TRIGGERS = {
    "search_document_in": f"AFTER INSERT ON {_TABLE} BEGIN {_IN}; END",
    "search_document_out": f"AFTER DELETE ON {_TABLE} BEGIN {_OUT}; END",
    "search_document_new": f"AFTER UPDATE ON {_TABLE} WHEN old.title IS NOT new.title OR old.text IS NOT new.text "
    f"OR old.id IS NOT new.id BEGIN {_OUT}; {_IN}; END",
}
_VECTOR = "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', text), 'B')"
_QUERY = "websearch_to_tsquery('english', %s)"
_WEIGHTS = "8.0, 1.0"  # of a word in the title and in the text
_SHOWN = f"StartSel={BEGIN}, StopSel={END}"


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def install() -> bool:
    """Make the index what it should be; whether anything had to be made, so that it must be filled anew."""
    return _install_postgres() if is_postgres() else _install_sqlite()


def _install_sqlite() -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name = %s OR type = 'trigger'", [WORDS])
        there = dict(cursor.fetchall())
        wanted = {name: f"CREATE TRIGGER {name} {rest}" for name, rest in _TRIGGERS.items()}
        wrong = [name for name, sql in wanted.items() if there.get(name) != sql]
        if there.get(WORDS) == _CREATE and not wrong:
            return False
        for name in wanted:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        if there.get(WORDS) != _CREATE:
            cursor.execute(f"DROP TABLE IF EXISTS {WORDS}")
            cursor.execute(_CREATE)
        for sql in wanted.values():
            cursor.execute(sql)
        refill(cursor)
    return True


def _install_postgres() -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s "
            "AND column_name = 'vector'",
            [_TABLE],
        )
        if cursor.fetchone():
            return False
        cursor.execute(
            f"ALTER TABLE {_TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED"
        )
        cursor.execute(f"CREATE INDEX search_document_vector ON {_TABLE} USING gin (vector)")
    return True


def refill(cursor: Any) -> None:
    """SQLite: make the index from the documents as they stand, and leave nothing of what stood there before."""
    cursor.execute(f"INSERT INTO {WORDS}({WORDS}) VALUES ('rebuild')")  # noqa: S608


def forget_thoroughly(text: str, marker: str) -> int:
    """After a redaction, which has replaced the text in the documents: let no word of it stay in the index of SQLite.

    The number of further places is 0: the documents are a table and are counted there.
    """
    if not is_postgres():
        with connection.cursor() as cursor:
            refill(cursor)
    return 0


def matching(documents: QuerySet[Document], asked: Asked) -> QuerySet[Document]:
    """Those that hold what was asked for, with `rank`: the smaller, the better."""
    if is_postgres():
        return documents.extra(  # noqa: S610 - the words are parameters
            select={"rank": f"-ts_rank({_TABLE}.vector, {_QUERY})"},
            select_params=[asked.for_postgres],
            where=[f"{_TABLE}.vector @@ {_QUERY}"],
            params=[asked.for_postgres],
        )
    return documents.extra(  # noqa: S610 - the words are parameters
        tables=[WORDS],
        select={"rank": f"bm25({WORDS}, {_WEIGHTS})"},
        where=[f"{WORDS}.rowid = {_TABLE}.id", f"{WORDS} MATCH %s"],
        params=[asked.for_sqlite],
    )


def shown(keys: list[int], asked: Asked) -> dict[int, tuple[str, str]]:
    """Title and a piece of the text of documents, with BEGIN and END around what was found. keys: those of one page."""
    if not keys:
        return {}
    places = ", ".join(["%s"] * len(keys))
    if is_postgres():
        query = (
            f"SELECT id, ts_headline('english', title, q, '{_SHOWN}, HighlightAll=true'), ts_headline('english', text, q, "  # noqa: S608
            f"'{_SHOWN}, MaxFragments=2, MaxWords=30, MinWords=12, FragmentDelimiter=\" … \"') "
            f"FROM {_TABLE}, {_QUERY} q WHERE id IN ({places})"
        )
        values: list[str | int] = [asked.for_postgres, *keys]
    else:
        query = (
            f"SELECT rowid, highlight({WORDS}, 0, %s, %s), snippet({WORDS}, 1, %s, %s, '…', 32) FROM {WORDS} "  # noqa: S608
            f"WHERE {WORDS} MATCH %s AND rowid IN ({places})"
        )
        values = [BEGIN, END, BEGIN, END, asked.for_sqlite, *keys]
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {key: (title, text or "") for key, title, text in cursor.fetchall()}
