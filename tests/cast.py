"""The people of the tests, named once by their posts. They and their council are invented; each plays one role."""

from __future__ import annotations

import re
from dataclasses import dataclass

COUNCIL = "Northmere Borough Council"
SHORT_COUNCIL = "Northmere"
PASSWORD = "Slow-Otter-Lantern-42"


@dataclass(frozen=True)
class Player:
    """A person of the cast.

    role  of `ROLES`, or "" for somebody who has an account and no right at all
    """

    name: str
    email: str
    role: str
    post: str
    team: str = ""


def _player(role: str, post: str, team: str = "") -> Player:
    """Post titles stand for people: whoever plays the role is called by the post, also in their address."""
    name = f"{post}, {team}" if team else post
    address = re.sub(r"[^a-z]+", ".", name.lower().replace("’", ""))
    return Player(name, f"{address}@northmere.example", role, post, team)


ADMINISTRATOR = _player("administrator", "Systems Manager")
PROGRAMME_OFFICE = _player("programme-office", "Improvement Programme Manager")
DIRECTOR = _player("director", "Director of Children’s Services")
LEAD_MEMBER = _player("lead-member", "Lead Member for Children")
OWNER = _player("action-owner", "Head of Service", "Front Door")
OTHER_OWNER = _player("action-owner", "Head of Service", "Care Leavers")
CHAIR = _player("chair", "Independent Chair of the Improvement Board")
BOARD_MEMBER = _player("board-member", "Chief Superintendent")
SCRUTINY_MEMBER = _player("scrutiny-member", "Scrutiny Member")
AUDITOR = _player("auditor", "Internal Auditor")
ADVISER = _player("adviser", "Improvement Adviser")
READER = _player("reader", "Policy Officer")
STRANGER = _player("", "Librarian")

EVERYBODY = (
    ADMINISTRATOR,
    PROGRAMME_OFFICE,
    DIRECTOR,
    LEAD_MEMBER,
    OWNER,
    OTHER_OWNER,
    CHAIR,
    BOARD_MEMBER,
    SCRUTINY_MEMBER,
    AUDITOR,
    ADVISER,
    READER,
    STRANGER,
)
