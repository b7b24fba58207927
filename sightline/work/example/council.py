"""The fictional council: its posts, bodies, strategies, and the accounts of those who try it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password

from sightline.domain.governance.commands import (
    add_body,
    add_person,
    add_post,
    edit_council,
    end_body,
    hold_post,
)
from sightline.domain.governance.models import Body, Post
from sightline.domain.inspections.commands import add_strategy
from sightline.domain.inspections.models import Strategy
from sightline.ground.accounts.commands import create_user, give_grant
from sightline.ground.accounts.models import EVERYTHING, User
from sightline.ground.audit.actors import System

EXAMPLE = System("The example")
PASSWORD = "northmere-is-made-up"  # noqa: S105 - printed on the front page: the council is fictional


@dataclass
class Cast:
    """Who there is, by the keys of the files."""

    posts: dict[str, Post] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    strategies: dict[str, Strategy] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @property
    def office(self) -> User:
        """The programme office, which writes what nobody else does."""
        return self.users["office"]

    def writer(self, post: str | None) -> User:
        """The account of a post's holder, or the programme office for posts whose holder has none."""
        return self.users.get(post or "", self.office)


def make_council(paper: dict[str, Any]) -> Cast:
    """Make everything of council.toml."""
    edit_council(by=EXAMPLE, fictional=True, front_note=front_note(paper), **paper["council"])
    cast = Cast()
    for row in paper["posts"]:
        cast.posts[row["key"]] = add_post(by=EXAMPLE, title=row["title"], team=row.get("team", ""))
    _make_bodies(cast, paper["bodies"])
    for row in paper["strategies"]:
        cast.strategies[row["key"]] = _strategy(cast, row)
    password = make_password(PASSWORD)
    for row in paper["users"]:
        cast.users[row["post"]] = _user(cast, row, password)
    return cast


def front_note(paper: dict[str, Any]) -> str:
    """What a stranger reads on the front page: who they can be."""
    titles = {
        row["key"]: row["title"] + (f", {row['team']}" if "team" in row else "") for row in paper["posts"]
    }
    lines = [f"{row['email']} – {titles[row['post']]}" for row in paper["users"]]
    return "\n".join([f"The password of all: {PASSWORD}", *lines])


def _make_bodies(cast: Cast, rows: list[dict[str, Any]]) -> None:
    names = ("name", "kind", "short_name", "purpose", "since")
    for row in rows:
        cast.bodies[row["key"]] = add_body(by=EXAMPLE, **{name: row[name] for name in names if name in row})
    for row in rows:
        if "until" in row:
            successor = cast.bodies[row["successor"]]
            body = cast.bodies[row["key"]]
            end_body(by=EXAMPLE, body=body, until=row["until"], reason=row["reason"], successor=successor)


def _strategy(cast: Cast, row: dict[str, Any]) -> Strategy:
    kept = {name: row[name] for name in ("title", "kind", "since", "until", "source") if name in row}
    return add_strategy(by=EXAMPLE, owner=cast.bodies[row["owner"]], **kept)


def _user(cast: Cast, row: dict[str, Any], password: str) -> User:
    """An account, its roles, and the person behind it, who holds the post; all are called as the post is."""
    post = cast.posts[row["post"]]
    user = create_user(by=EXAMPLE, email=row["email"], name=str(post))
    User.objects.filter(pk=user.pk).update(
        password=password
    )  # one hash for all: each would take half a second
    for role in row["roles"]:
        name, _, over = role.partition("@")
        kind, _, key = over.partition(":")
        things: dict[str, Any] = {"post": cast.posts, "body": cast.bodies}
        thing = things[kind][key] if over else None
        give_grant(
            by=EXAMPLE, user=user, role=name, kind=kind or EVERYTHING, thing_id=thing.pk if thing else None
        )
    person = add_person(by=EXAMPLE, name=str(post), email=user.email, user=user)
    hold_post(by=EXAMPLE, person=person, post=post)
    return User.objects.get(pk=user.pk)
