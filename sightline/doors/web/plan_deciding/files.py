"""Lists of these pages as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpResponseBase

from sightline.doors.web.files import served_export
from sightline.ground.lib.errors import NotFound
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export


def listed(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    name: str,
    kind: str,
    as_at: date,
    filters: Sequence[str] = (),
    version: str = "",
) -> HttpResponseBase:
    """A list as a download; kind: "xlsx" or "csv", any other is no such page."""
    if kind not in ("xlsx", "csv"):
        raise NotFound("There is no such file.")
    said = about(title, as_at=as_at, filters=filters, version=version)
    return served_export(export(columns, rows, said, kind), name, kind)
