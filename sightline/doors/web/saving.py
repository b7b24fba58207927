"""What every page that writes does in the same way: ask for the right, and show a rule's refusal at the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm


def check_sees(user: Any, permission: str) -> None:
    """Raise NotFound for who holds the right over nothing at all: for them there is no such page."""
    if not user.may_anywhere(permission):
        raise NotFound("There is no such page for you.")


def check_may(
    user: Any, permission: str, thing: object | None = None, *, who: str = "The programme office"
) -> None:
    """Raise NotPermitted for who may see the thing and not do this; `who` can do it instead."""
    if not user.may(permission, thing):
        raise NotPermitted(f"You can see this, and you cannot change it. {who} can.", rule=permission)


def saved(form: GovukForm, write: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, holds no mistake, and the command took it. A refusal goes into the error summary."""
    if not form.is_valid():
        return False
    try:
        write(form.cleaned_data)
    except NotPermitted:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return False
    return True
