import pytest

from tests.factories import a_plan, an_inspection


@pytest.fixture
def plan(db):
    """A draft plan that answers an inspection of three findings."""
    return a_plan("Northmere improvement plan", answers=(an_inspection(),))
