"""When something may be added as evidence."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

import pytest

from sightline.domain.evidence.rules import check_can_add, frozen_piece, frozen_set, set_hash
from sightline.ground.lib.errors import Refused

TODAY = date(2024, 6, 3)
NOTE = {"has_file": False, "url": "", "note": "Seen.", "as_at": None, "expires": None, "today": TODAY}


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("rumour", {}, "kind"),
        ("file", {}, "file"),
        ("link", {}, "url"),
        ("link", {"url": "javascript:alert(1)"}, "url"),
        ("link", {"url": "file:///etc/passwd"}, "url"),
        ("link", {"url": "https://[broken"}, "url"),
        ("note", {"note": ""}, "note"),
        ("note", {"url": "https://northmere.example"}, "kind"),
        ("link", {"url": "https://northmere.example", "has_file": True}, "kind"),
        ("note", {"as_at": date(2024, 6, 4)}, "as_at"),
        ("note", {"as_at": date(2024, 6, 1), "expires": date(2024, 5, 1)}, "expires"),
    ],
)
def test_evidence_that_is_not_what_it_says_is_refused(kind, changes, field):
    with pytest.raises(Refused) as refused:
        check_can_add(kind, **(NOTE | changes))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("note", {"as_at": TODAY, "expires": TODAY}),
        ("link", {"url": "https://northmere.example/audit?id=1"}),
        ("file", {"has_file": True, "note": ""}),
    ],
)
def test_evidence_that_holds_what_it_says_is_taken(kind, changes):
    check_can_add(kind, **(NOTE | changes))


@dataclass(frozen=True)
class Piece:
    pk: int = 7
    title: str = "Supervision audit"
    kind: str = "note"
    url: str = ""
    note: str = "30 of 36"
    sha256: str = ""
    as_at: date | None = date(2024, 5, 31)
    current_version: int = 2


def test_a_frozen_piece_names_its_version_and_hashes_what_it_holds():
    assert frozen_piece(Piece()) == {
        "evidence": 7,
        "version": 2,
        "title": "Supervision audit",
        "kind": "note",
        "sha256": hashlib.sha256(b"30 of 36").hexdigest(),
        "as_at": "2024-05-31",
    }
    link = Piece(kind="link", url="https://northmere.example/a", note="Seen in May", as_at=None)
    assert frozen_piece(link)["sha256"] == hashlib.sha256(b"https://northmere.example/a").hexdigest()
    assert frozen_piece(link)["as_at"] is None
    assert frozen_piece(Piece(kind="file", sha256="ab" * 32))["sha256"] == "ab" * 32


def test_line_ends_of_a_note_change_no_hash():
    assert frozen_piece(Piece(note="a\r\nb"))["sha256"] == frozen_piece(Piece(note="a\nb\n"))["sha256"]


def test_the_hash_of_a_set_goes_by_what_is_in_it_and_not_by_its_order():
    first, second = Piece(), Piece(pk=3, title="Survey")
    whole = set_hash(frozen_set([first, second]))
    assert frozen_set([first, second, first]) == frozen_set([second, first])
    assert whole == set_hash(list(reversed(frozen_set([second, first]))))
    for other in ("title", "note"):
        assert whole != set_hash(frozen_set([first, replace(second, **{other: "Another"})]))
    assert whole != set_hash(frozen_set([first, replace(second, current_version=3)]))
    assert whole != set_hash(frozen_set([first]))
