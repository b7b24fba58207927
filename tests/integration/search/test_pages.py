"""The search page and the history of a subject: what they show, how many statements they take, that they use the index."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.client import Client
from django.test.utils import CaptureQueriesContext

from sightline.domain.meetings.commands import add_item, record_outcome
from sightline.ground.search import engines, indexing, queries
from sightline.ground.search.asking import asked
from sightline.ground.search.models import Document
from tests import cast
from tests.factories import SYSTEM, a_council, a_plan, a_user, an_action
from tests.meeting_factories import a_held_meeting, item_of, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    a_council()
    return signed_in(cast.READER)


def signed_in(player: cast.Player, over: Any = None) -> Client:
    client = Client()
    user = a_user(player, over=over)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_box_stands_on_every_page_and_results_by_kind(reader: Client) -> None:
    action = an_action(title="Neglect & <strategy>", detail="Every neglect case conference is chaired.")
    a_held_meeting(on=date(2024, 4, 2), items=["Neglect"])
    assert 'action="/search/"' in page(reader, "/plans/")
    text = page(reader, "/search/?q=neglect")
    assert "<mark>Neglect</mark> &amp; &lt;strategy&gt;" in text
    assert "Every <mark>neglect</mark> case conference" in text
    assert f'href="/plans/{action.plan.number}/actions/{action.number}/"' in text
    assert text.count('class="sl-found"') == 2 and "Nothing was found" not in text
    one_kind = page(reader, "/search/?q=neglect&kind=meetings")
    assert one_kind.count('class="sl-found"') == 1 and "1 result" in one_kind


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "How to search"),
        ("?q=", "How to search"),
        ("?q=%21%21", "There is no word in “!!” to look for"),
        ("?q=-neglect", "beside those that should not"),
        ("?q=nothinglikeit", "Nothing was found"),
        ("?q=%22two+words%22&since-year=2024&since-month=1&since-day=1", "Search again without filters"),
        ("?q=" + "x" * 400, "Only the first 300 characters"),
        ("?q=neglect&kind=unknown&body=9&since-day=40&since-month=1&since-year=2024", "Error:"),
        ("?q=%22%27%29%3B--&page=77", "There is no word"),
        ("?q=neglect&kind=actions&page=77", "Nothing was found"),
    ],
)
def test_empty_and_odd_questions_are_answered_kindly(reader: Client, query: str, said: str) -> None:
    assert said in page(reader, f"/search/{query}")
    page(reader, f"/search/history/{query}")


def test_history_shows_years_and_what_became_of_it(reader: Client) -> None:
    body = seated(since=date(2022, 1, 1))
    meeting = a_held_meeting(body, on=date(2023, 4, 2), items=["Neglect strategy"])
    outcome = record_outcome(
        by=SYSTEM, item=item_of(meeting), result="agreed", effect="other", today=date(2023, 4, 2),
        words="RESOLVED: That the neglect strategy be brought back.",
    )  # fmt: skip
    a_held_meeting(on=date(2024, 5, 7), items=["Neglect strategy"])
    text = page(reader, "/search/history/?q=%22neglect+strategy%22")
    assert text.index(">2023<") < text.index(">2024<")
    assert f'href="/decisions/{outcome.decision.number}/"' in text
    assert "Where it came up" in text
    of_one = page(reader, f"/search/history/?q=neglect&body={meeting.body_id}")
    assert ">2024<" not in of_one


def test_statements_do_not_depend_on_how_much_is_found(
    statements: Callable[[int], Any], reader: Client
) -> None:
    plan, meeting = a_plan(), a_held_meeting(on=date(2024, 4, 2), items=["Neglect"])
    scoped = signed_in(cast.OWNER, over=meeting.body)
    addresses = ("/search/?q=neglect", "/search/?q=neglect&kind=actions", "/search/history/?q=neglect")
    counted: list[list[int]] = []
    for more in (4, 40):
        for number in range(more):
            an_action(plan, title=f"Neglect {number}")
            add_item(by=SYSTEM, meeting=meeting, title=f"Neglect {number}", urgency="It cannot wait.")
        indexing.catch_up()
        counted.append([_count(client, one) for client in (reader, scoped) for one in addresses])
    assert counted[0] == counted[1]
    for client in (reader, scoped):
        for one in addresses:
            with statements(12):
                client.get(one)


def _count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as sent:
        client.get(address)
    return len(sent)


def test_saving_writes_nothing_for_the_search() -> None:
    plan = a_plan()
    with CaptureQueriesContext(connection) as sent:
        an_action(plan, title="Neglect")
    assert not [one["sql"] for one in sent if "search_" in one["sql"]]


def test_a_search_uses_the_index_also_for_a_scoped_reader() -> None:
    body = a_held_meeting(items=["Neglect"]).body
    _many_documents(3_000)
    for user in (SYSTEM, a_user(cast.OWNER, over=body)):
        rows = engines.matching(queries.visible_documents(user), asked("neglect -nothing")).order_by("rank")
        plan = "\n".join(_explained(rows.values_list("pk")[:20]))
        if connection.vendor == "postgresql":
            assert "search_document_vector" in plan and "Seq Scan on search_document" not in plan, plan
        else:
            assert "search_words VIRTUAL TABLE INDEX" in plan and "SCAN search_document" not in plan, plan
            assert "SEARCH search_document USING INTEGER PRIMARY KEY" in plan


def _many_documents(count: int) -> None:
    Document.objects.bulk_create(
        [
            Document(
                source="action", thing_id=1_000_000 + one, anchor_kind="action", anchor_id=one,
                title=f"Something {one}", text="Words that are not looked for.", address="action", parts=[1, 1],
            )
            for one in range(count)
        ],
        batch_size=80,
    )  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_document")


def _explained(rows: Any) -> list[str]:
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            ("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sql, params
        )
        return [str(row[-1]) for row in cursor.fetchall()]


@pytest.mark.parametrize("address", ["/search/?q=neglect", "/search/history/?q=neglect"])
def test_who_is_signed_in_may_search_and_sees_nothing_without_a_role(address: str, db: Any) -> None:
    a_council()
    an_action(title="Neglect training")
    anonymous = Client().get(address)
    assert anonymous.status_code == 302 and "/account/sign-in/" in anonymous["Location"]
    assert 'class="sl-found"' not in page(signed_in(cast.STRANGER), address)
    assert signed_in(cast.READER).post(address).status_code == 405
