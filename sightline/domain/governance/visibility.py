"""Which rows a person's grants let them see: one condition for every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from sightline.ground.accounts.queries import everything
from sightline.ground.accounts.queries import granted as granted_ids


def granted(user: Any, permission: str, scopes: Mapping[str, str]) -> Q:
    """The condition that a grant gives the permission over everything, over the row, or over what holds it.

    scopes  kind of thing -> the column of the row that has its id: {"finding": "pk", "inspection":
            "inspection_id"}. It says in a query what `scopes()` of the model says of one row.
    A stranger is granted nothing; the system is granted everything.
    """
    if everything(user, permission):
        return Q()
    covers = Q(pk__in=[])
    for kind, column in scopes.items():
        covers |= Q(**{f"{column}__in": granted_ids(user, permission, kind)})
    return covers
