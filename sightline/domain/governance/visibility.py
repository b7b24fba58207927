"""Which rows a person's grants let them see: one condition for every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from sightline.ground.accounts.models import Grant
from sightline.ground.accounts.permissions import roles_with
from sightline.ground.audit.actors import System


def granted(user: Any, permission: str, scopes: Mapping[str, str]) -> Q:
    """The condition that one of the user's grants gives the permission over everything, the row, or what it lies within.

    scopes  kind of thing -> the column of the row that holds its id, as {"finding": "pk", "inspection": "inspection_id"};
            it says in a query what `scopes()` of the model says of one row
    A stranger is granted nothing; the system is granted everything.
    """
    if isinstance(user, System):
        return Q()
    covers = Q(kind="everything")
    for kind, column in scopes.items():
        covers |= Q(kind=kind, thing_id=OuterRef(column))
    return Q(Exists(Grant.objects.filter(covers, user_id=user.pk, role__in=roles_with(permission))))
