"""What the search finds of evidence: titles, notes, links and practice audits. Never what stands in a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from sightline.ground.search.offers import Draft, Source, anchor, offer

from .models import Evidence


def tell() -> None:
    anchor("evidence", "evidence.see", lambda user: Evidence.objects.visible_to(user))
    offer(Source("evidence", "evidence", "Evidence", Evidence, "evidence", _pieces))


def _pieces(rows: QuerySet[Evidence]) -> Iterator[Draft]:
    for piece in rows.filter(withdrawn_on=None):
        yield Draft(
            piece.pk, piece.pk, piece.title, "evidence-piece", (piece.pk,),
            "\n".join(filter(None, [piece.note, piece.url])), piece.get_kind_display(),
            piece.as_at or piece.added_at.date(),
        )  # fmt: skip
