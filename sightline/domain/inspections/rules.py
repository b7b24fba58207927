"""What may become of a finding, and the statutory clock."""

from __future__ import annotations

FINDING_STATES: dict[str, str] = {"open": "Open", "met": "Met", "superseded": "Superseded"}
STRATEGY_KINDS: dict[str, str] = {"strategy": "Strategy", "priority": "Council priority"}
