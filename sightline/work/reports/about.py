"""What every paper of ours says of itself: whose it is, as at when, filtered how, and the head of the audit chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sightline.domain.governance.queries import council
from sightline.ground.audit.queries import head

from .spreadsheets import About


def about(
    title: str, *, as_at: date, filters: Sequence[str] = (), version: str = "", how_to: str = ""
) -> About:
    return About(title, council().name, as_at, tuple(filters), version, str(head()), how_to)
