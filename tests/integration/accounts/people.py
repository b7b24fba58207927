"""Users of the tests of accounts, jobs and files, made by the real commands."""

from sightline.ground.accounts.commands import create_user, give_grant
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import System

PASSWORD = "correct horse battery staple"


def person(email: str, role: str | None = None, name: str = "", **over: object) -> User:
    user = create_user(by=System(), email=email, name=name or email.split("@")[0].title(), password=PASSWORD)
    if role:
        give_grant(by=System(), user=user, role=role, **over)
    return user
