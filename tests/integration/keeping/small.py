"""A small register with something of most kinds, so that each program that backs it up or restores it ends soon."""

from __future__ import annotations

import random
from io import BytesIO

from sightline.domain.plans.commands import add_evidence_to
from sightline.ground.accounts.commands import create_user
from tests import cast
from tests.deciding_factories import an_asked_action, signed_off
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_plan, a_post, a_user, an_inspection
from tests.governance_factories import a_criterion
from tests.meeting_factories import a_held_meeting, seated


def make() -> None:
    """Fill the database of this process, which holds nothing yet."""
    a_council()
    a_user(cast.PROGRAMME_OFFICE)
    create_user(
        by=SYSTEM, email="n@northmere.example", name="Northmere’s reader", password="Slow-Otter-Lantern-42"
    )
    a_criterion(a_body("Improvement Board"))
    a_post("Head of Housing")
    plan = a_plan(answers=(an_inspection(),))
    board = seated()
    requests = [an_asked_action(plan, board=board) for _ in range(2)]
    signed_off(requests[0])
    a_held_meeting(board)
    for seed in (1, 2):  # each larger than a disk that is said to be full
        content = BytesIO(random.Random(seed).randbytes(300_000) + b"\n")
        add_evidence_to(
            by=SYSTEM, action=requests[1].action, today=TODAY, title=f"Figures {seed}", stream=content, name="figures.csv"
        )  # fmt: skip
