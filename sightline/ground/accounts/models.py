"""Users and what they may do."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from .permissions import ROLES, roles_with


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person's account. Signing in is by e-mail address."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("name shown to others", max_length=200)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def may(self, permission: str, thing: object | None = None) -> bool:
        """Whether any of this user's grants gives the permission over everything, or over the thing or what it lies within.

        With no thing: whether it is given over everything.
        """
        return self.grants.filter(role__in=roles_with(permission)).filter(_covers(thing)).exists()

    def may_anywhere(self, permission: str) -> bool:
        """Whether the user holds the permission over at least one thing."""
        return self.grants.filter(role__in=roles_with(permission)).exists()


def _covers(thing: object | None) -> models.Q:
    covers = models.Q(kind="everything")
    for kind, key in thing.scopes() if thing is not None and hasattr(thing, "scopes") else []:
        covers |= models.Q(kind=kind, thing_id=key)
    return covers


class Grant(models.Model):
    """A role over everything, or over one thing kept as (kind, id) in words and without a key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role, title) for role, (title, _) in ROLES.items()])
    kind = models.CharField(max_length=40, default="everything")
    thing_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "kind", "thing_id"], name="accounts_grant_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=models.Q(kind="everything", thing_id=None) | (~models.Q(kind="everything") & models.Q(thing_id__isnull=False)),
                name="accounts_grant_over_everything_or_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} over {self.kind}"
