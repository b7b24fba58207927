"""Users and what they may do."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from .permissions import ROLES

EVERYTHING = "everything"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person's account. Signing in is by e-mail address; the address is kept in lower case."""

    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField("name shown to others", max_length=200)
    is_active = models.BooleanField("may sign in", default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="accounts_user_email_once"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="accounts_user_email_in_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def _grants(self) -> list[Grant]:
        """Read once for each instance, so once a request."""
        return list(self.grants.all())

    @property
    def roles_held(self) -> frozenset[str]:
        """The names of the roles held over anything: for what a page shows first, never for what a person may do."""
        return frozenset(grant.role for grant in self._grants) if self.is_active else frozenset()

    @property
    def roles_over_things(self) -> dict[str, set[str]]:
        """Kind of thing -> the names of the roles held over single things of it; none for who may not sign in."""
        held: dict[str, set[str]] = {}
        for grant in self._grants if self.is_active else ():
            if grant.kind != EVERYTHING:
                held.setdefault(grant.kind, set()).add(grant.role)
        return held

    @cached_property
    def _held(self) -> dict[str, set[tuple[str, int | None]]]:
        """Permission -> the things it is held over."""
        held: dict[str, set[tuple[str, int | None]]] = {}
        for grant in self._grants:
            for permission in grant.permissions:
                held.setdefault(permission, set()).add((grant.kind, grant.thing_id))
        return held

    def forget_rights(self) -> None:
        """Read the grants again at the next question. The commands that change grants call this."""
        self.__dict__.pop("_held", None)
        self.__dict__.pop("_grants", None)
        getattr(self, "_prefetched_objects_cache", {}).pop("grants", None)

    def may(self, permission: str, thing: object | None = None) -> bool:
        """Whether a grant gives the permission over everything, over the thing, or over what it lies within.

        With no thing: whether it is given over everything. A user who may not sign in may do nothing.
        """
        if not self.is_active:
            return False
        if permission == "accounts.own":
            return thing == self
        if not (held := self._held.get(permission)):
            return False
        if (EVERYTHING, None) in held:
            return True
        scopes: list[tuple[str, int]] = (
            thing.scopes() if thing is not None and hasattr(thing, "scopes") else []
        )
        return any(scope in held for scope in scopes)

    def may_anywhere(self, permission: str) -> bool:
        """Whether the user holds the permission over at least one thing."""
        return self.is_active and permission in self._held


class Grant(models.Model):
    """A role over everything, or over one thing kept as (kind, id) in words and without a key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(role, title) for role, (title, _) in ROLES.items()])
    kind = models.CharField(max_length=40, default=EVERYTHING)
    thing_id = models.BigIntegerField(null=True, blank=True)
    since = models.DateTimeField(auto_now_add=True)
    given_by = models.CharField("who gave it", max_length=200)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["kind", "thing_id"], name="accounts_grant_thing")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "kind", "thing_id"],
                name="accounts_grant_once",
                condition=models.Q(thing_id__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                name="accounts_grant_over_everything_once",
                condition=models.Q(thing_id=None),
            ),
            models.CheckConstraint(
                condition=models.Q(kind=EVERYTHING, thing_id=None)
                | (~models.Q(kind=EVERYTHING) & models.Q(thing_id__isnull=False)),
                name="accounts_grant_over_everything_or_one_thing",
            ),
        ]

    def __str__(self) -> str:
        over = self.kind if self.thing_id is None else f"{self.kind} {self.thing_id}"
        return f"{self.get_role_display()} over {over}"

    @property
    def permissions(self) -> frozenset[str]:
        """The names that the role holds; none for a role that the code no longer knows."""
        return ROLES[self.role][1] if self.role in ROLES else frozenset()
