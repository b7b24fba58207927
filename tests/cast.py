"""The people of the tests, named once. They and their council are invented; each plays one role, in one post."""

from __future__ import annotations

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


def _player(name: str, role: str, post: str, team: str = "") -> Player:
    address = name.lower().replace(" ", ".").replace("’", "")
    return Player(name, f"{address}@northmere.example", role, post, team)


ADMINISTRATOR = _player("Ines Calloway", "administrator", "Systems Manager")
PROGRAMME_OFFICE = _player("Dev Harwood", "programme-office", "Improvement Programme Manager")
DIRECTOR = _player("Margaret Osei", "director", "Director of Children’s Services")
LEAD_MEMBER = _player("Tom Brackley", "lead-member", "Lead Member for Children")
OWNER = _player("Saira Whitlock", "action-owner", "Head of Service", "Front Door")
OTHER_OWNER = _player("Colm Adeyemi", "action-owner", "Head of Service", "Care Leavers")
CHAIR = _player("Ruth Pemberly", "chair", "Independent Chair of the Improvement Board")
BOARD_MEMBER = _player("Hal Denholm", "board-member", "Chief Superintendent")
SCRUTINY_MEMBER = _player("Bea Lindqvist", "scrutiny-member", "Councillor")
AUDITOR = _player("Piers Okonkwo", "auditor", "Internal Auditor")
ADVISER = _player("Joan Tressel", "adviser", "Improvement Adviser")
READER = _player("Wim Fairlie", "reader", "Policy Officer")
STRANGER = _player("Una Brightwell", "", "Librarian")

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
