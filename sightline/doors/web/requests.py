"""What a view is given, for those who read its types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from sightline.ground.accounts.models import User


class SignedIn(HttpRequest):
    """A request that came past the sign-in, as all do but those of views marked `login_not_required`."""

    user: User
