from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import a_council, a_plan
from tests.notices_factories import an_owed_action, someone_in_post


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def plan(db, today):
    a_council()
    return a_plan("Northmere improvement plan", today=today - timedelta(days=90))


@pytest.fixture
def partner(plan):
    """A person without an account, in a post."""
    return someone_in_post()


@pytest.fixture
def actions(plan, partner, today):
    """Two actions of the partner's post of which nothing was said for two months."""
    return [
        an_owed_action(plan, partner, "Publish the offer", today=today),
        an_owed_action(
            plan, partner, "Recruit two youth workers", today=today, due=today - timedelta(days=3)
        ),
    ]
