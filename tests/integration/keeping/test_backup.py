"""What a backup holds: every table of the product, from its models, or a stated reason; and every kind of value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from sightline.ground.audit.watching import watched
from sightline.ground.lib.errors import Refused
from sightline.work.keeping import backup, canonical, tables
from sightline.work.keeping.archive import opened
from sightline.work.keeping.register import lines
from tests.audit_app.models import Note
from tests.factories import a_council

pytestmark = pytest.mark.django_db


def kept() -> dict[str, tables.Table]:
    return {table.name: table for table in tables.kept_tables(connection)}


def test_every_table_is_kept_or_named_as_left_out_with_a_reason() -> None:
    there = set(connection.introspection.table_names())
    assert not set(kept()) & set(tables.LEFT_OUT)
    neither = {
        name for name in there - set(kept()) - set(tables.LEFT_OUT) if not name.startswith("search_words")
    }
    assert not neither, f"Keep these tables or say in tables.LEFT_OUT why not: {sorted(neither)}"
    gone = set(tables.LEFT_OUT) - there - {"django_cache"}  # tests keep their cache in memory
    assert not gone, f"These are left out, and there are no such tables: {sorted(gone)}"
    assert all(len(why.split()) > 3 for why in tables.LEFT_OUT.values())


def test_no_table_of_ours_is_left_out() -> None:
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("sightline.") or model._meta.app_label in ("jobs", "audit")
    }
    assert ours - set(kept()) == {"search_document", "search_progress"}  # copies, written anew


def test_a_table_that_nobody_told_of_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE somebody_elses (id integer)")
    assert tables.unknown_tables(connection, tables.kept_tables(connection)) == ["somebody_elses"]


def test_every_column_is_kept_and_of_a_known_kind() -> None:
    for table in kept().values():
        with connection.cursor() as cursor:
            there = {
                column.name for column in connection.introspection.get_table_description(cursor, table.name)
            }
        assert {column.name for column in table.columns} == there, table.name
        assert all(column.kind in canonical.KINDS for column in table.columns)
        names = [column.name for column in table.columns]
        assert names[1:] == sorted(names[1:])


def test_a_column_of_an_unknown_kind_stops_the_backup_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(tables._KINDS, "DecimalField")
    with pytest.raises(Refused, match="of a kind that backups do not know"):
        tables.kept_tables(connection)


def test_files_lie_in_the_store_only() -> None:
    """A file that a model keeps elsewhere would not be in a backup."""
    fields = [field for model in apps.get_models() for field in model._meta.local_fields]
    assert not [field for field in fields if isinstance(field, models.FileField)]


def test_watched_tables_have_whole_numbers_as_keys() -> None:
    """The record names rows by key as text, and the two databases spell other keys differently."""
    assert [table.name for table in watched(connection) if not table.key_is_number] == []


def test_every_kind_of_value_is_spelled_the_same_on_both_databases() -> None:
    Note.objects.all().delete()
    Note.objects.create(
        pk=7, title="Ä “b”", body="line\nnext\u2028\t\\", data={"b": [1.0, 1e16, None], "a": "é"}, due=date(2026, 3, 1),
        at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC), amount=Decimal("1.5"), share=0.1 + 0.2, done=True, raw=b"\x00\xff",
    )  # fmt: skip
    Note.objects.create(pk=10, title="none", data=None)
    assert b"".join(lines(connection, kept()["audit_app_note"])).decode().split("\n") == [
        '["id","amount","at","body","data","done","due","raw","share","state","title","unwatched"]',
        '[7,"1.50","2026-03-01T12:30:00.000000Z","line\\nnext\u2028\\t\\\\",[{"a":"é","b":[1.0,10000000000000000,null]}],true,'
        '"2026-03-01","00ff",0.30000000000000004,"open","Ä “b”",""]',
        '[10,null,null,"",null,false,null,null,null,"open","none",""]',
        "",
    ]


def test_a_value_that_does_not_belong_there_is_named_and_nothing_is_written(tmp_path: Path, settings) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL takes nothing into a column that is not of its type.")
    settings.DATA = tmp_path
    Note.objects.create(pk=8, title="x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_app_note SET at = 'soon' WHERE id = 8")
    with pytest.raises(
        Refused, match=r"audit_app_note, id 8: the column at holds what does not belong there"
    ):
        backup.back_up(tmp_path / "one.zip")
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.glob(".*"))


def test_a_backup_of_this_database_is_whole_and_says_what_it_is(tmp_path: Path, settings) -> None:
    settings.DATA = tmp_path
    a_council(name="Northmere Borough Council")
    path, manifest = backup.back_up(tmp_path / "one.zip")
    with opened(path) as archive:
        assert archive.manifest == manifest
        assert manifest.council == "Northmere Borough Council" and manifest.made_on == connection.vendor
        assert "audit.0001_initial" in manifest.migrations and manifest.left_out == tables.LEFT_OUT
        events = next(table for table in manifest.tables if table.name == "audit_event")
        assert events.rows == int(manifest.head.partition(":")[0]) > 0
