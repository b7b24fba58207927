"""Who may do what on these pages: what one may see but not change answers 403, anything else 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sightline.domain.plans import queries
from sightline.ground.accounts.permissions import PERMISSIONS
from sightline.ground.lib.errors import NotPermitted

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User

WHO = {
    "plans.edit_plan": "the programme office",
    "plans.propose_plan": "the programme office",
    "plans.verify_action": "the programme office or the monitoring body",
    "plans.ask_sign_off": "the programme office",
    "plans.draw_sample": "an auditor",
    "plans.update_action": "the action’s owner or the programme office",
    "evidence.add": "the action’s owner or the programme office",
}


def must(user: User, permission: str, thing: Any = None) -> None:
    """Raise NotPermitted, with who can, unless the user holds the permission over the thing."""
    if not user.may(permission, thing):
        raise NotPermitted(
            f"Your role does not include this: {PERMISSIONS[permission].lower()}. Nothing was changed.",
            rule=permission,
            who=WHO.get(permission, ""),
        )


def plan_to(user: User, number: int, permission: str = "plans.edit_plan") -> Any:
    """The plan of that number, for a page that changes it."""
    plan = queries.plan_for(user, number)
    must(user, permission, plan)
    return plan


def action_to(user: User, number: int, action_number: int, permission: str) -> Any:
    """The action, for a page that changes it."""
    action = queries.action_for(user, number, action_number)
    must(user, permission, action)
    return action
