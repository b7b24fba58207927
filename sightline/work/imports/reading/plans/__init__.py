"""Plans and indicator tables: from a Document to rows with what was understood of them."""

from sightline.work.imports.reading.plans.columns import FIELDS, normal
from sightline.work.imports.reading.plans.reader import confidence, read_plan

__all__ = ["FIELDS", "confidence", "normal", "read_plan"]
