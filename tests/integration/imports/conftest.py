import pytest

from tests import cast
from tests.factories import a_user


@pytest.fixture
def office(db):
    return a_user(cast.PROGRAMME_OFFICE)
