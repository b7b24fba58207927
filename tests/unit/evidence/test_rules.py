"""When something may be added as evidence."""

from datetime import date

import pytest

from sightline.domain.evidence.rules import check_can_add
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
