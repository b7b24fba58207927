"""What the search finds of inspections: reports, findings in the inspector's words, and interventions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from sightline.ground.search.offers import Draft, Source, anchor, offer

from .models import Finding, Inspection, Intervention


def tell() -> None:
    anchor("inspection", "inspections.see", lambda user: Inspection.objects.visible_to(user))
    anchor("finding", "inspections.see", lambda user: Finding.objects.visible_to(user))
    anchor("intervention", "interventions.see", lambda user: Intervention.objects.visible_to(user))
    of_inspection = {Inspection._meta.db_table: "inspection"}
    offer(
        Source("finding", "findings", "Finding", Finding, "finding", _findings, follows=of_inspection),
        Source("inspection", "findings", "Inspection", Inspection, "inspection", _inspections),
        Source("intervention", "findings", "Intervention", Intervention, "intervention", _interventions),
    )


def _findings(rows: QuerySet[Finding]) -> Iterator[Draft]:
    for finding in rows.filter(withdrawn_on=None).select_related("inspection"):
        held: Any = finding.inspection
        heading = finding.heading or finding.reference[:1].upper() + finding.reference[1:]
        yield Draft(
            finding.pk, finding.pk, heading, "finding", (held.number, finding.number), finding.text,
            f"{held.title}, {finding.spoken}", held.published or held.letter_date or held.end,
        )  # fmt: skip


def _inspections(rows: QuerySet[Inspection]) -> Iterator[Draft]:
    for found in rows:
        yield Draft(
            found.pk, found.pk, found.title, "inspection", (found.number,),
            "\n".join(filter(None, [found.authority, found.outcome, found.requires])), f"Inspection {found.number}",
            found.published or found.letter_date or found.end,
        )  # fmt: skip


def _interventions(rows: QuerySet[Intervention]) -> Iterator[Draft]:
    for found in rows:
        yield Draft(
            found.pk, found.pk, found.title, "intervention", (found.number,),
            "\n".join(filter(None, [found.terms, found.issued_by])), found.get_kind_display(),
            found.issued or found.since, found.body_id,
        )  # fmt: skip
