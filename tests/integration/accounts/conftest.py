import pytest

from .people import person


@pytest.fixture
def administrator(db):
    return person("admin@example.org", "administrator", "Administrator")


@pytest.fixture
def reader(db):
    return person("reader@example.org", "reader", "Policy Reader")
