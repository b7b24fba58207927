"""Papers in: from a file to what a careful person would extract, in the shape of docs/reference/read.schema.json."""

from sightline.work.imports.reading.entry import read_file, read_safely

__all__ = ["read_file", "read_safely"]
