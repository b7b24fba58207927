"""Evidence through its commands and queries."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.evidence import commands, queries
from sightline.domain.evidence.models import Evidence
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_post, a_user, some_evidence

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_with_the_hash_of_its_bytes():
    content = b"Audit,Result\nSupervision,30 of 36\n"
    evidence = commands.add_file_as_evidence(
        by=SYSTEM,
        title="Supervision audit",
        stream=[content],
        name="audit.csv",
        today=TODAY,
        as_at=date(2024, 5, 31),
        owner=a_post("Head of Quality"),
    )
    kept = queries.evidence_for(SYSTEM, evidence.pk)
    assert kept.sha256 == kept.file.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.owner.title == "Head of Quality" and kept.as_at == date(2024, 5, 31)
    assert kept.added_by is None and kept.added_by_name == SYSTEM.name


def test_a_link_keeps_who_added_it():
    owner = a_user(cast.OWNER)
    evidence = commands.add_evidence(
        by=owner, title="Published audit", kind="link", url="https://northmere.example/a", today=TODAY
    )
    assert evidence.added_by == owner and evidence.added_by_name == cast.OWNER.name


def test_withdrawn_evidence_stays_and_says_why():
    evidence = some_evidence()
    commands.withdraw_evidence(by=SYSTEM, evidence=evidence, reason="Figures were wrong", today=TODAY)
    assert not queries.evidence_list(SYSTEM).exists()
    assert queries.evidence_for(SYSTEM, evidence.pk).withdrawn_reason == "Figures were wrong"
    with pytest.raises(Refused, match="already withdrawn"):
        commands.withdraw_evidence(by=SYSTEM, evidence=evidence, reason="Again", today=TODAY)


def test_evidence_is_found_by_words_kind_and_expiry():
    old = some_evidence("Audit of 2022", as_at=date(2022, 5, 1), expires=date(2023, 5, 1))
    link = some_evidence("Survey", kind="link", url="https://northmere.example/s", note="")
    assert list(queries.evidence_list(SYSTEM, text="AUDIT")) == [old]
    assert list(queries.evidence_list(SYSTEM, kind="link")) == [link]
    assert list(queries.evidence_list(SYSTEM, expired_on=TODAY)) == [old]
    assert old.expired(TODAY) and not link.expired(TODAY)


def test_a_refused_piece_is_not_kept():
    with pytest.raises(Refused):
        some_evidence(" ")
    with pytest.raises(Refused):
        some_evidence(kind="link", url="northmere.example", note="")
    assert not Evidence.objects.exists()


def test_the_database_holds_that_evidence_is_what_its_kind_says():
    evidence = some_evidence()
    for wrong in ({"kind": "file"}, {"kind": "link"}, {"note": ""}, {"withdrawn_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(pk=evidence.pk).update(**wrong)


def test_who_sees_and_who_adds():
    seen, unseen = some_evidence(), some_evidence("Other")
    member = a_user(cast.BOARD_MEMBER, over=seen)
    assert list(queries.evidence_list(member)) == [seen]
    for user in (member, a_user(cast.STRANGER)):
        with pytest.raises(NotFound):
            queries.evidence_for(user, unseen.pk)
    with pytest.raises(NotPermitted):
        commands.add_evidence(by=a_user(cast.READER), title="Mine", kind="note", note="Seen", today=TODAY)
