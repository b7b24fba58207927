"""Reads inspection reports and letters: confidence, read_inspection, read_inspection_with_places."""

from sightline.work.imports.reading.inspections.reader import (
    confidence,
    read_inspection,
    read_inspection_with_places,
)

__all__ = ["confidence", "read_inspection", "read_inspection_with_places"]
