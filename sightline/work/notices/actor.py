"""Who acts by a mailed link: nobody's account, and nothing but the actions that the link names."""

from __future__ import annotations

from dataclasses import dataclass

from sightline.domain.plans.models import Action

from .models import UpdateLink

ALLOWED = frozenset({"plans.update_action", "evidence.add"})


@dataclass(frozen=True)
class LinkActor:
    """A person who came by a link. `name` is by their posts, and says that it was by mailed link.

    actions  the ids of those that the link names and that the person's posts own today
    """

    link_id: int
    name: str
    actions: frozenset[int]
    id: None = None

    def may(self, permission: str, thing: object | None = None) -> bool:
        if permission not in ALLOWED:
            return False
        if isinstance(thing, Action):
            return thing.pk in self.actions
        return (
            isinstance(thing, UpdateLink) and thing.pk == self.link_id and permission == "plans.update_action"
        )


def name_of(posts: list[str]) -> str:
    """As the record keeps it; at most 200 characters, the addition always whole."""
    addition = " (by mailed link)"
    return "; ".join(posts)[: 200 - len(addition)] + addition
