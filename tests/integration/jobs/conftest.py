import pytest

from sightline.ground.accounts.commands import create_user, give_grant
from sightline.ground.audit.actors import System


def person(role, email):
    user = create_user(by=System(), email=email, name=role.title())
    give_grant(by=System(), user=user, role=role)
    return user


@pytest.fixture
def administrator(db):
    return person("administrator", "admin@example.org")


@pytest.fixture
def reader(db):
    return person("reader", "reader@example.org")
