"""Plans and indicator tables: from a Document to rows with what was understood of them."""

from sightline.work.imports.reading.plans.columns import FIELDS, normal
from sightline.work.imports.reading.plans.reader import is_certain, read_plan

__all__ = ["FIELDS", "is_certain", "normal", "read_plan"]
