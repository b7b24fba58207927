"""A search shows just what the reader's pages show, for every role of the cast, over everything and over one thing of each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test.client import Client

from sightline.doors.web.search.views import address
from sightline.ground.accounts.models import User
from sightline.ground.accounts.permissions import ROLES
from sightline.ground.search import indexing, queries
from sightline.ground.search.asking import asked
from sightline.ground.search.models import Document
from sightline.ground.search.offers import ANCHORS, SOURCES
from tests import cast
from tests.factories import a_user
from tests.integration.web.world import make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seen_by(user: Any) -> set[tuple[str, int]]:
    return set(queries.visible_documents(user).values_list("source", "thing_id"))


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_what_is_found_can_be_opened_and_what_can_be_opened_is_found() -> None:
    """Pages fetch and authorise on their own, so they are an independent judge of what the search may show."""
    world = make_world()
    indexing.rebuild()
    assert set(Document.objects.values_list("source", flat=True)) >= set(SOURCES) - {"meeting-outcome"}
    things = [None, world.body, *_one_of_each("action", "finding", "post", "paper", "evidence")]
    for thing in things:
        user = a_user(cast.OWNER, over=thing)
        seen = seen_by(fresh(user))
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        opened: dict[str, int] = {}
        for row in Document.objects.all():
            page = address(row.address, row.parts).partition("#")[0]
            if page not in opened:
                opened[page] = client.get(page).status_code
            found = (row.source, row.thing_id) in seen
            assert opened[page] in (200, 404)
            assert found == (opened[page] == 200), f"{row.source} {row}, {page}, granted {thing!r}"
        user.grants.all().delete()


def _one_of_each(*kinds: str) -> list[Any]:
    """One thing of each kind over which a grant can be given."""
    return [SOURCES[kind].model._default_manager.order_by("pk").first() for kind in kinds]


def test_every_role_over_one_body_sees_what_lies_within_it_and_nothing_else() -> None:
    world = make_world()
    indexing.rebuild()
    for role in sorted(ROLES):
        a_user(cast.STRANGER).grants.all().delete()
        user = fresh(a_user(replace(cast.STRANGER, role=role), over=world.body))
        of_body = seen_by(user)
        assert 0 < len(of_body) < Document.objects.count()
        for row in Document.objects.all():
            kind = ANCHORS[row.anchor_kind]
            thing = SOURCES[row.anchor_kind].model._default_manager.get(pk=row.anchor_id)
            if row.anchor_kind not in (
                "plan",
                "evidence",
            ):  # seen through an action, or what it supports, too
                found = (row.source, row.thing_id) in of_body
                assert found == user.may(kind.permission, thing), f"{role}: {row.source} {row}"


def test_who_may_see_nothing_finds_nothing() -> None:
    make_world()
    for user in (AnonymousUser(), fresh(a_user(cast.STRANGER))):
        assert seen_by(user) == set()
        assert queries.search(user, asked("panel")).hits == ()


def test_a_right_that_is_taken_back_counts_at_once() -> None:
    world = make_world()
    user = a_user(cast.OWNER, over=world.body)
    assert queries.search(fresh(user), asked("panel")).hits
    user.grants.all().delete()
    assert queries.search(fresh(user), asked("panel")).hits == ()
