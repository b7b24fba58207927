"""What the search finds of bodies and posts. Decisions are offered by `meetings`, which knows what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from sightline.ground.search.offers import Draft, Source, anchor, offer

from .models import Body, Decision, Post


def tell() -> None:
    anchor("body", "governance.see", lambda user: Body.objects.visible_to(user))
    anchor("post", "governance.see", lambda user: Post.objects.visible_to(user))
    anchor("decision", "governance.see", lambda user: Decision.objects.visible_to(user))
    offer(
        Source("body", "bodies", "Body", Body, "body", _bodies),
        Source("post", "bodies", "Post", Post, "post", _posts),
    )


def body_names(user: Any) -> list[tuple[str, str]]:
    """The bodies that a user may see, ended ones too, as a filter shows them: [("3", "Improvement Board"), ...]."""
    rows = Body.objects.visible_to(user).order_by("name", "pk")
    return [
        (str(key), f"{name} (ended)" if until else name)
        for key, name, until in rows.values_list("pk", "name", "until")
    ]


def _bodies(rows: QuerySet[Body]) -> Iterator[Draft]:
    for body in rows:
        name = f"{body.name} ({body.short_name})" if body.short_name else body.name
        yield Draft(
            body.pk, body.pk, name, "body", (body.pk,), body.purpose, body.get_kind_display(), None, body.pk
        )


def _posts(rows: QuerySet[Post]) -> Iterator[Draft]:
    for post in rows:
        yield Draft(post.pk, post.pk, post.title, "post", (post.pk,), post.team, "Post")
