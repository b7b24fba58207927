"""What a body or a post has to do with: the live actions on which it stands, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sightline.domain.governance.models import Body, Post
from sightline.ground.accounts.models import User

from ..models import Action, ActionBody, ActionOwner
from ..words import LAYERS


@dataclass(frozen=True, slots=True)
class OnLayer:
    """The actions on which a body stands in one layer; layer: a key of words.LAYERS, with its words."""

    layer: str
    words: str
    actions: tuple[Action, ...]


def actions_of_body(user: User, body: Body) -> tuple[OnLayer, ...]:
    """For each layer the live actions of plans not closed on which the body stands, in one statement; empty layers too."""
    links = _live(ActionBody.objects.filter(body=body), user)
    by_layer: dict[str, list[Action]] = {layer: [] for layer in LAYERS}
    for link in links:
        by_layer[link.layer].append(link.action)
    return tuple(OnLayer(layer, LAYERS[layer], tuple(actions)) for layer, actions in by_layer.items())


def actions_of_post(user: User, post: Post) -> tuple[Action, ...]:
    """The live actions of plans not closed that the post answers for."""
    return tuple(dict.fromkeys(link.action for link in _live(ActionOwner.objects.filter(post=post), user)))


def _live(links: Any, user: User) -> Any:
    return (
        links.filter(
            until=None,
            action__in=Action.objects.visible_to(user).filter(ended_on=None),
            action__plan__state__in=["draft", "adopted", "active"],
        )
        .select_related("action__plan")
        .order_by("action__plan__number", "action__position", "action__number")
    )
