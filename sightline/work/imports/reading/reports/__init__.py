"""Reading committee reports. `confidence` says how sure one can be that a paper is one; `read` reads it."""

from sightline.work.imports.reading.reports.likelihood import confidence
from sightline.work.imports.reading.reports.reader import read

__all__ = ["confidence", "read"]
