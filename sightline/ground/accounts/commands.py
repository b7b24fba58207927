"""The writers of accounts. No event holds a password, whole or hashed."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .models import EVERYTHING, Grant, User
from .permissions import ROLES
from .queries import administrators


@command("accounts.manage")
def create_user(*, by: Actor, email: str, name: str, password: str | None = None) -> User:
    """Add an account. Without a password the person sets one with "forgotten password" before signing in.

    Raises Refused for an address that is not one, that is taken, for no name, and for a weak password.
    """
    user = User(email=_address(email), name=_name(name))
    _set_password(user, password)
    user.save()
    record(user, "user added", name=user.name, email=user.email)
    return user


@command("accounts.manage")
def add_user_with_role(
    *, by: Actor, email: str, name: str, password: str | None = None, role: str | None = None
) -> User:
    """Add an account and give it a role over everything, both or neither."""
    user = create_user(by=by, email=email, name=name, password=password)
    if role:
        give_grant(by=by, user=user, role=role)
    return user


@command("accounts.manage")
def change_user(*, by: Actor, user: User, email: str, name: str) -> User:
    """Change the name or the address of an account; rights and password stay."""
    old = {"name": user.name, "email": user.email}
    user.email, user.name = _address(email, but=user), _name(name)
    new = {"name": user.name, "email": user.email}
    if old == new:
        raise Refused("Nothing was changed: the name and the address are what they were.")
    user.save(update_fields=["email", "name"])
    EmailAddress.objects.filter(
        user=user
    ).delete()  # allauth's copy, by which the old address could still sign in
    record(user, "user changed", old=old, new=new)
    return user


@command("accounts.manage")
def set_password(*, by: Actor, user: User, password: str) -> None:
    """Give an account a new password. All of its sessions end, because Django ties them to the password."""
    _set_password(user, password)
    user.save(update_fields=["password"])
    record(user, "password set for user")


@command("accounts.manage")
def deactivate_user(*, by: Actor, user: User) -> None:
    """End an account's right to sign in. Its grants, and everything the person did, stay as they are."""
    if not user.is_active:
        raise Refused(f"{user.name} can already not sign in. Nothing was changed.")
    if _is_last_administrator(user):
        raise _last_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.forget_rights()
    record(user, "user deactivated", email=user.email)


@command("accounts.manage")
def reactivate_user(*, by: Actor, user: User) -> None:
    """Let an account sign in again, with the grants that it had."""
    if user.is_active:
        raise Refused(f"{user.name} can already sign in. Nothing was changed.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    user.forget_rights()
    record(user, "user reactivated", email=user.email)


@command("accounts.manage")
def give_grant(
    *, by: Actor, user: User, role: str, kind: str = EVERYTHING, thing_id: int | None = None
) -> Grant:
    """Give a role over everything, or over one thing as (kind, id). That it exists is the caller's check."""
    if role not in ROLES:
        raise Refused("Choose one of the roles in the list. Nothing was given.", field="role")
    if (kind == EVERYTHING) != (thing_id is None):
        raise Refused("Say what the role is over: everything, or one thing. Nothing was given.", field="over")
    if user.grants.filter(role=role, kind=kind, thing_id=thing_id).exists():
        raise Refused(f"{user.name} already has this role. Nothing was changed.", field="role")
    grant = Grant.objects.create(user=user, role=role, kind=kind, thing_id=thing_id, given_by=by.name)
    user.forget_rights()
    record(user, "role given", role=role, kind=kind, thing_id=thing_id)
    return grant


@command("accounts.manage")
def take_back_grant(*, by: Actor, grant: Grant) -> None:
    """Take a role back. The last administrator's is refused: nobody could give it again."""
    user = grant.user
    if grant.kind == EVERYTHING and "accounts.manage" in grant.permissions and _is_last_administrator(user):
        others = user.grants.filter(kind=EVERYTHING).exclude(pk=grant.pk)
        if not any("accounts.manage" in other.permissions for other in others):
            raise _last_administrator(user)
    record(user, "role taken back", role=grant.role, kind=grant.kind, thing_id=grant.thing_id)
    grant.delete()
    user.forget_rights()


@command("accounts.own", on="user")
def change_own_password(*, by: Actor, user: User, password: str) -> None:
    """Keep a new password that the sign-in pages checked; its owner changed it, or set it by a link in a mail."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(user, "password changed by its owner")


@command("accounts.manage")
def lift_lockout(*, by: Actor, address: str) -> None:
    """Let somebody who was locked out after failed tries sign in again at once."""
    attempts = AccessAttempt.objects.filter(username=address)
    first = attempts.first()
    if first is None:
        raise Refused(f"{address} is not locked out any more. Nothing was changed.")
    record(User.objects.filter(email=address).first() or first, "lock-out lifted", address=address)
    attempts.delete()


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            password_validation.validate_password(password, user)
        except ValidationError as problem:
            raise Refused(" ".join(problem.messages), rule="accounts.password", field="password") from None
    user.set_password(password)


def _address(email: str, but: User | None = None) -> str:
    """The address in lower case, if it is one and no other account has it."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        sentence = "Enter an e-mail address in the right form, like name@example.org. Nothing was saved."
        raise Refused(sentence, field="email") from None
    holder = User.objects.filter(email=email).first()
    if holder is not None and holder != but:
        raise Refused(f"Another account already has the address {email}. Nothing was saved.", field="email")
    return email


def _name(name: str) -> str:
    if not (name := " ".join(name.split())):
        raise Refused("Enter the name that others will see. Nothing was saved.", field="name")
    return name


def _is_last_administrator(user: User) -> bool:
    """Whether nobody else could manage users. Locks first, then asks: two people cannot remove each other."""
    for _ in administrators().select_for_update(of=("self",)).order_by("pk"):
        pass
    return set(administrators().values_list("pk", flat=True)) == {user.pk}


def _last_administrator(user: User) -> Refused:
    return Refused(
        f"{user.name} is the only administrator who can sign in, so this was refused. Nothing was changed. "
        "Make another user an administrator over everything first.",
        rule="accounts.one-administrator-stays",
        who="another administrator",
    )
