"""Reading a paper as the kind that a person says it is, where it was not recognised or was taken for another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.errors import Unreadable


def read_as(path: str, name: str, kind: str) -> dict[str, Any]:
    """As `entry.read_file`, with no guess at the kind: "inspection", "plan" or "indicators". Raises Unreadable."""
    document = open_document(path, name)
    if kind == "inspection":
        from sightline.work.imports.reading import inspections

        found = dict(inspections.read_inspection_with_places(document))
    else:
        from sightline.work.imports.reading import plans

        if document.kind == "pdf":
            from sightline.ground.lib.documents.pdf_tables import read_blocks

            document = replace(document, blocks=read_blocks(Path(path), document.lines))
        table = plans.read_plan(document, None)
        if table is None:
            raise Unreadable(
                "No table with a row of headings was found in this paper, so it cannot be read as a plan. Nothing was "
                "changed. Save the table as a spreadsheet and upload that."
            )
        found = {**table, "kind": kind}
    head = {"file": name, "pages": document.pages, "error": None, "notes": list(document.notes)}
    return {**head, **found}
