"""Versions of evidence, what is changed about it, and who may do so."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.models import Evidence, Version
from sightline.domain.evidence.rules import frozen_piece, frozen_set, set_hash
from sightline.domain.plans.commands import attach_evidence, detach_evidence
from sightline.domain.plans.queries import action_page
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_post, a_user, an_action, some_evidence

pytestmark = pytest.mark.django_db
LATER = date(2024, 9, 2)


def newer(evidence: Evidence, **changes) -> Version:
    given = {"kind": "note", "note": "33 of 36.", "reason": "The audit was done again"} | changes
    return commands.add_version(by=SYSTEM, evidence=evidence, today=LATER, **given)


def test_a_newer_version_stands_and_the_older_stays_with_its_hash():
    evidence = some_evidence(as_at=date(2024, 5, 31), expires=date(2024, 8, 31))
    first = evidence.versions.get()
    content = b"%PDF-1.4 another audit"
    made = commands.add_file_as_version(
        by=SYSTEM, evidence=evidence, stream=[content], name="audit.pdf", reason="Done again", today=LATER,
        as_at=date(2024, 8, 30), expires=date(2025, 8, 31),
    )  # fmt: skip
    kept = queries.evidence_page(SYSTEM, evidence.pk)
    assert [one.number for one in kept.versions] == [2, 1]
    assert made.sha256 == kept.evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert (made.size, made.type, made.kind) == (len(content), "pdf", "file")
    assert kept.versions[1].sha256 == first.sha256 == hashlib.sha256(first.note.encode()).hexdigest()
    assert kept.versions[1].note == first.note and kept.evidence.note == ""
    assert kept.evidence.current_version == 2 and kept.evidence.as_at == date(2024, 8, 30)
    change = kept.changes[0]
    assert (change.field, change.old, change.new) == ("expires", "2024-08-31", "2025-08-31")


def test_what_was_frozen_keeps_its_version_and_hash():
    evidence = some_evidence()
    frozen = frozen_set([evidence])
    newer(evidence)
    evidence.refresh_from_db()
    now = frozen_piece(evidence)
    assert frozen[0]["version"] == 1 and now["version"] == 2
    assert set_hash(frozen) != set_hash([now])
    assert Version.objects.get(evidence=evidence, number=1).sha256 == frozen[0]["sha256"]
    assert Version.objects.get(evidence=evidence, number=2).sha256 == now["sha256"]


def test_the_link_of_an_action_follows_the_piece():
    evidence, action = some_evidence(), an_action()
    attach_evidence(by=SYSTEM, action=action, evidence=evidence, today=TODAY)
    newer(evidence)
    page = action_page(SYSTEM, action.plan.number, action.number, LATER)
    assert [(link.evidence.pk, link.evidence.note) for link in page.evidence] == [(evidence.pk, "33 of 36.")]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"note": "30 of 36 files had monthly supervision."}, "byte for byte"),
        ({"note": ""}, "Write the note"),
        ({"reason": " "}, "Say why"),
        ({"as_at": date(2024, 9, 3)}, "day to come"),
        ({"seen": 4}, "since you opened this page"),
        ({"kind": "audit"}, "a file, a link or a note"),
    ],
)
def test_a_version_that_is_none_changes_nothing(changes, why):
    evidence = some_evidence()
    with pytest.raises(Refused, match=why):
        newer(evidence, **changes)
    evidence.refresh_from_db()
    assert (evidence.current_version, evidence.versions.count(), evidence.changes.count()) == (1, 1, 0)


def test_the_second_of_two_who_replace_at_once_is_told():
    evidence = some_evidence()
    newer(evidence, seen=1)
    with pytest.raises(Refused, match="Version 2 was added since"):
        newer(evidence, note="34 of 36.", seen=1)
    assert evidence.versions.count() == 2


def test_withdrawn_evidence_takes_no_further_version():
    evidence = some_evidence()
    commands.withdraw_evidence(by=SYSTEM, evidence=evidence, reason="Wrong", today=TODAY)
    for attempt in (
        lambda: newer(evidence),
        lambda: commands.edit_evidence(
            by=SYSTEM, evidence=evidence, title="Other", owner=None, expires=None, reason="x", today=TODAY
        ),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            attempt()


def test_title_owner_and_renewal_keep_what_they_were():
    first, second = a_post("Head of Quality"), a_post("Head of Practice")
    evidence = some_evidence(owner=first, expires=date(2024, 8, 31))
    commands.edit_evidence(
        by=SYSTEM, evidence=evidence, title="Audit of supervision", owner=second, expires=None, reason="Handed over",
        today=LATER,
    )  # fmt: skip
    kept = queries.evidence_page(SYSTEM, evidence.pk)
    assert {(one.field, one.old, one.new, one.reason, one.on) for one in kept.changes} == {
        ("title", "Supervision audit, May 2024", "Audit of supervision", "Handed over", LATER),
        ("owner", "Head of Quality", "Head of Practice", "Handed over", LATER),
        ("expires", "2024-08-31", "", "Handed over", LATER),
    }
    with pytest.raises(Refused, match="Nothing is different"):
        commands.edit_evidence(
            by=SYSTEM, evidence=evidence, title="Audit of supervision", owner=second, expires=None, reason="x",
            today=LATER,
        )  # fmt: skip


def test_what_has_to_be_renewed_is_found_with_its_owner_and_nothing_else(statements):
    owner = a_post("Head of Quality")
    late = some_evidence("Late", expires=date(2024, 5, 1), owner=owner)
    soon = some_evidence("Soon", expires=date(2024, 7, 3), owner=owner)
    some_evidence("Far", expires=date(2024, 7, 4))
    some_evidence("Never")
    gone = some_evidence("Gone", expires=date(2024, 6, 4))
    commands.withdraw_evidence(by=SYSTEM, evidence=gone, reason="Wrong", today=TODAY)
    with statements(1):
        found = [(one.title, one.owner and one.owner.title) for one in queries.expiring(TODAY, 30)]
    assert found == [(late.title, "Head of Quality"), (soon.title, "Head of Quality")]


def test_the_database_holds_that_a_version_is_what_its_kind_says_and_replaces_with_a_reason():
    version = some_evidence().versions.get()
    for wrong in ({"kind": "file"}, {"note": ""}, {"number": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**wrong)


# Who ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_actions():
    plan, body = a_plan(), a_body("Youth Partnership")
    mine = an_action(plan, "Ours", bodies=(("deliver", body.pk),))
    theirs = an_action(plan, "Of others")
    return body, mine, theirs


def test_an_owner_within_a_body_reads_the_evidence_of_their_action_and_nothing_else(two_actions):
    body, mine, theirs = two_actions
    ours, other, loose = some_evidence("Ours"), some_evidence("Other"), some_evidence("Loose")
    attach_evidence(by=SYSTEM, action=mine, evidence=ours, today=TODAY)
    attach_evidence(by=SYSTEM, action=theirs, evidence=other, today=TODAY)
    owner = a_user(cast.OWNER, over=body)
    assert list(queries.evidence_list(owner)) == [ours]
    assert queries.evidence_page(owner, ours.pk).evidence == ours
    assert queries.version_for(owner, ours.pk, 1).number == 1
    for hidden in (other, loose):
        with pytest.raises(NotFound):
            queries.evidence_page(owner, hidden.pk)
        with pytest.raises(NotFound):
            queries.version_for(owner, hidden.pk, 1)
    detach_evidence(by=SYSTEM, action=mine, evidence=ours, reason="By mistake")
    assert not queries.evidence_list(owner).exists()


def test_a_stranger_reads_none(two_actions):
    _, mine, _ = two_actions
    evidence = some_evidence()
    attach_evidence(by=SYSTEM, action=mine, evidence=evidence, today=TODAY)
    assert not queries.evidence_list(a_user(cast.STRANGER)).exists()


def test_what_an_owner_may_not_see_of_it_is_counted_and_not_named(two_actions):
    body, mine, theirs = two_actions
    evidence = some_evidence()
    for action in (mine, theirs):
        attach_evidence(by=SYSTEM, action=action, evidence=evidence, today=TODAY)
    page = queries.evidence_page(a_user(cast.OWNER, over=body), evidence.pk)
    assert [one.label for one in page.standing] == [mine.label, "1 action that you may not see"]
    assert "Of others" not in str(page.standing)


def test_who_may_change_it_holds_the_right_over_all_that_it_supports(two_actions):
    body, mine, theirs = two_actions
    evidence = some_evidence()
    attach_evidence(by=SYSTEM, action=mine, evidence=evidence, today=TODAY)
    owner = a_user(cast.OWNER, over=body)
    right = queries.evidence_page(owner, evidence.pk).right
    assert right == mine
    commands.add_version(
        by=owner, evidence=evidence, kind="note", note="33", reason="Again", today=TODAY, within=right
    )
    attach_evidence(by=SYSTEM, action=theirs, evidence=evidence, today=TODAY)
    assert queries.evidence_page(owner, evidence.pk).right is None
    with pytest.raises(NotPermitted, match="supports things over which you hold no right"):
        commands.withdraw_evidence(by=owner, evidence=evidence, reason="Mine", today=TODAY, within=mine)
    with pytest.raises(NotPermitted):
        commands.withdraw_evidence(by=owner, evidence=evidence, reason="Mine", today=TODAY)
    with pytest.raises(NotPermitted):
        commands.withdraw_evidence(
            by=a_user(cast.READER), evidence=evidence, reason="Mine", today=TODAY, within=evidence
        )
    evidence.refresh_from_db()
    assert evidence.withdrawn_on is None


def test_a_right_over_the_owning_post_is_a_right_over_the_evidence():
    post = a_post("Head of Quality")
    evidence, other = some_evidence(owner=post), some_evidence("Other")
    holder = a_user(cast.OWNER, over=post)
    assert queries.evidence_page(holder, evidence.pk).right == evidence
    with pytest.raises(NotFound):
        queries.evidence_page(holder, other.pk)
