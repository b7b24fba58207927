"""Two who send the same link at the same moment: one wins, the other gets their words back. Real threads, both databases."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.client import Client
from django.utils import timezone

from sightline.domain.plans.models import Update
from sightline.work.notices import queries
from sightline.work.notices.models import UpdateLink
from tests.factories import a_council, a_plan
from tests.notices_factories import a_link, address, an_owed_action, someone_in_post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_one_wins_and_the_other_gets_their_words_back(monkeypatch):
    today = timezone.localdate()
    a_council()
    holding = someone_in_post()
    action = an_owed_action(a_plan(today=today), holding, today=today)
    link = a_link(holding.person, today)
    both_looked = threading.Barrier(2, timeout=20)
    look = queries.link_page
    first_look = threading.local()

    def look_together(token, **given):
        """Both have seen that the link can be used before either of them sends."""
        page = look(token, **given)
        if not getattr(first_look, "over", False):
            first_look.over = True
            both_looked.wait()
        return page

    monkeypatch.setattr(queries, "link_page", look_together)
    answers: dict[str, tuple[int, str]] = {}

    def send(words: str) -> None:
        try:
            response = Client().post(address(link), {f"{action.pk}-text": words})
            answers[words] = response.status_code, response.content.decode()
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(words,)) for words in ("Words of one", "Words of another")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    codes = sorted(status for status, _ in answers.values())
    assert codes == [302, 410], answers
    update = Update.objects.get()
    lost = next(words for words, (status, _) in answers.items() if status == 410)
    assert update.text != lost and lost in answers[lost][1] and "used already" in answers[lost][1]
    assert UpdateLink.objects.get().spent_at
