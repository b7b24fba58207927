"""Decision records: pages of a council's site, officers' notices, forms of cabinet members, and registers of several decisions.

confidence(paper) -> float       what it means is said at likelihood.confidence
read(paper, memory) -> {...}     the keys of kind "decision"; a register also has "records", one object a decision
"""

from sightline.work.imports.reading.decisions.likelihood import confidence
from sightline.work.imports.reading.decisions.reader import read

__all__ = ["confidence", "read"]
