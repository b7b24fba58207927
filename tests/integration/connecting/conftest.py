import pytest
from django.utils import timezone

from tests.committee_system import running
from tests.connecting_factories import PANEL, a_connection, with_committees
from tests.factories import a_council


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def system(settings):
    """A committee system on this machine, which this installation may ask without a pause."""
    settings.CONNECT_PRIVATE, settings.CONNECT_PAUSE, settings.CONNECT_SECONDS = True, 0.0, 3.0
    settings.CONNECT_LARGEST = 300_000
    with running() as here:
        here.committees = {PANEL: "Learning Panel", 13: "Audit Committee"}
        yield here


@pytest.fixture
def connection(db, system, today):
    """It is set, its panel chosen, and asked every night."""
    a_council()
    made = a_connection(system.url)
    with_committees(made, {PANEL: "Learning Panel"}, today)
    made.refresh_from_db()
    return made
