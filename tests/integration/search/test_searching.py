"""Words are found, the best first, as soon as they are saved; nothing is found that the reader may not see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from sightline.domain.meetings.commands import record_outcome, restore_paper, withdraw_paper
from sightline.domain.meetings.models import AgendaItem
from sightline.domain.plans.commands import record_update
from sightline.domain.plans.models import Action
from sightline.ground.audit.commands import command, record, redact
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.worker import run_next
from sightline.ground.search import indexing, queries
from sightline.ground.search.asking import asked
from sightline.ground.search.models import Document, Progress
from sightline.ground.search.offers import SOURCES
from sightline.ground.search.queries import Narrowed
from sightline.work.scale.commands import load_tier
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_finding, a_plan, a_user, an_action, some_evidence
from tests.integration.meetings.papers import a_paper
from tests.meeting_factories import a_held_meeting, item_of

pytestmark = pytest.mark.django_db


@command("meetings.keep")
def gone_by(*, by: Any, a_row: Any) -> None:
    record(a_row, "gone")
    a_row.delete()


def found(words: str, user: Any = SYSTEM, **narrowed: Any) -> list[tuple[str, int]]:
    """(name of the source, key of the row) of what is found, the best first."""
    hits = queries.search(user, asked(words), Narrowed(**narrowed)).hits
    rows = Document.objects.in_bulk([hit.key for hit in hits])
    return [(rows[hit.key].source, rows[hit.key].thing_id) for hit in hits]


def shown(words: str, user: Any = SYSTEM) -> list[queries.Result]:
    answer = queries.search(user, asked(words))
    return queries.results(answer, answer.hits)


def test_every_package_offers_what_it_has() -> None:
    assert set(SOURCES) >= {
        "action",
        "update",
        "finding",
        "paper",
        "paper-item",
        "paper-outcome",
        "agenda-item",
        "decision",
    }
    assert indexing.rebuild() == Document.objects.count()


def test_what_was_saved_is_found_at_once_in_any_form_of_the_word() -> None:
    action = an_action(
        title="Audit the neglected referrals", detail="A monthly panel samples twenty of them."
    )
    assert found("neglect") == [("action", action.pk)]
    assert found("referral panels") == [("action", action.pk)]
    assert found("nothing like it") == []


def test_a_change_is_found_and_the_old_words_are_not() -> None:
    action = an_action(title="Hold a weekly panel")
    update = record_update(by=SYSTEM, action=action, text="Chronology training began.", today=TODAY)
    assert found("chronologies") == [("update", update.pk)]
    Action.objects.filter(pk=action.pk).update(
        title="Elsewhere"
    )  # outside any command: only a rebuild sees it
    assert found("weekly") == [("action", action.pk)]
    indexing.rebuild()
    assert found("weekly") == []


def test_phrases_exclusions_and_odd_questions() -> None:
    together = an_action(title="The front door team answers")
    apart = an_action(together.plan, title="A door at the front")
    assert set(found("front door")) == {("action", together.pk), ("action", apart.pk)}
    assert found('"front door"') == [("action", together.pk)]
    assert found("front-door") == [("action", together.pk)]
    assert found("door -team") == [("action", apart.pk)]
    for odd in (
        '"',
        "'",
        "a AND",
        "NEAR(",
        "*",
        "title:door",
        "door)",
        "%",
        "\x00",
        "-",
        '""',
        "door OR",
        "^door",
    ):
        queries.search(SYSTEM, asked(odd))


def test_a_word_in_the_title_counts_for_more_and_what_was_found_is_marked() -> None:
    an_action(
        title="Something else", detail="It mentions supervision once among many other words that say nothing."
    )
    titled = an_action(title="Supervision of every social worker", detail="Monthly.")
    first, second = shown("supervision")
    assert first.document.thing_id == titled.pk
    assert first.title == "\x02Supervision\x03 of every social worker"
    assert "\x02supervision\x03" in second.snippet


def test_results_are_counted_by_kind_and_narrowed_by_kind_body_and_day() -> None:
    board = a_body("Improvement Board")
    meeting = a_held_meeting(None, on=date(2024, 4, 2), items=["Neglect strategy"])
    an_action(title="Neglect training")
    answer = queries.search(SYSTEM, asked("neglect"))
    assert dict(answer.groups) == {"actions": 1, "meetings": 1}
    assert answer.bodies == {meeting.body_id: 1}
    assert [name for name, _ in found("neglect", group="meetings")] == ["agenda-item"]
    assert [name for name, _ in found("neglect", body=meeting.body_id)] == ["agenda-item"]
    assert found("neglect", body=board.pk) == []
    assert [name for name, _ in found("neglect", until=date(2024, 4, 2))] == ["agenda-item"]
    only = queries.search(SYSTEM, asked("neglect"), Narrowed(group="meetings"))
    assert dict(only.groups) == {"actions": 1, "meetings": 1}


def test_many_results_are_cut_at_a_number_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan()
    for _ in range(5):
        an_action(plan, title="Neglect again")
    a_finding("Neglect is not seen early.")
    monkeypatch.setattr(queries, "MOST", 3)
    answer = queries.search(SYSTEM, asked("neglect"))
    assert answer.more and len(answer.hits) == 3
    narrowed = queries.search(SYSTEM, asked("neglect"), Narrowed(group="findings"))
    assert not narrowed.more and len(narrowed.hits) == 1


def test_the_same_answer_after_catching_up_and_after_writing_everything_anew() -> None:
    a_held_meeting(items=["Neglect strategy"])
    some_evidence("Neglect audit")
    a_finding("Neglect is not seen early.")
    indexing.catch_up()
    columns = (
        "source",
        "thing_id",
        "anchor_kind",
        "anchor_id",
        "title",
        "text",
        "context",
        "day",
        "body_id",
        "address",
    )
    before = sorted(map(str, Document.objects.values_list(*columns)))
    indexing.rebuild()
    assert sorted(map(str, Document.objects.values_list(*columns))) == before


def test_much_at_once_is_left_to_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    indexing.catch_up()
    monkeypatch.setattr(indexing, "MOST_CHANGES", 0)
    action = an_action(title="Neglect training")
    answer = queries.search(SYSTEM, asked("neglect"))
    assert not answer.fresh and answer.hits == ()
    queries.search(SYSTEM, asked("neglect"))
    assert Job.objects.filter(name="search.catch_up").count() == 1
    while run_next():
        pass
    answer = queries.search(SYSTEM, asked("neglect"))
    assert answer.fresh and found("neglect") == [("action", action.pk)]


def test_a_redaction_leaves_nothing_in_the_documents_or_the_index() -> None:
    action = an_action(title="Call on Wilbur Exampleson weekly")
    assert found("Exampleson") == [("action", action.pk)]
    places = redact(by=SYSTEM, text="Wilbur Exampleson", authority="Director, 3 March 2026", reason="Named")
    assert places.rows["search_document"] == 1
    assert found("Exampleson") == [] and found('"call on redacted"') == [("action", action.pk)]
    indexing.rebuild()
    assert found("Exampleson") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM search_words_data")
            assert b"wilbur" not in b"".join(bytes(block) for (block,) in cursor.fetchall())


def test_a_paper_that_is_taken_out_is_not_found() -> None:
    paper = a_paper()
    assert {name for name, _ in found("placement strategy")} == {"paper-outcome"}
    assert {name for name, _ in found('"audit summary"')} >= {"paper-item"}
    withdraw_paper(by=SYSTEM, paper=paper, reason="It was another council’s.", today=TODAY)
    assert found("placement strategy") == found('"audit summary"') == []
    restore_paper(by=SYSTEM, paper=paper, reason="It was ours.")
    assert {name for name, _ in found("placement strategy")} == {"paper-outcome"}


def test_progress_is_one_row_and_follows_the_events() -> None:
    an_action(title="Neglect")
    assert indexing.behind()
    indexing.catch_up()
    assert not indexing.behind() and Progress.objects.count() == 1


def test_a_row_that_is_deleted_is_not_found_any_more() -> None:
    a_held_meeting(items=["Neglect strategy"])
    assert [name for name, _ in found("neglect")] == ["agenda-item"]
    gone_by(by=SYSTEM, a_row=AgendaItem.objects.get(title="Neglect strategy"))
    assert found("neglect") == []


def test_the_history_of_a_subject_in_order_of_time_with_what_became_of_it() -> None:
    later = a_held_meeting(on=date(2024, 5, 7), items=["Neglect strategy again"])
    earlier = a_held_meeting(on=date(2024, 4, 2), items=["Neglect strategy"])
    outcome = record_outcome(
        by=SYSTEM, item=item_of(earlier), result="agreed", effect="other", today=date(2024, 4, 2),
        words="RESOLVED: That the neglect strategy be brought back.",
    )  # fmt: skip
    an_action(title="Neglect strategy")  # nothing that happened on a day
    answer = queries.history(SYSTEM, asked('"neglect strategy"'))
    results = queries.results(answer, answer.hits, SYSTEM)
    assert [(one.document.source, one.document.day) for one in results] == [
        ("agenda-item", date(2024, 4, 2)),
        ("decision", date(2024, 4, 2)),
        ("agenda-item", date(2024, 5, 7)),
    ]
    assert outcome.decision.number and results[1].document.thing_id == outcome.decision.pk
    of_one = queries.history(SYSTEM, asked("neglect"), later.body_id)
    assert len(of_one.hits) == 1 and set(of_one.bodies) == {earlier.body_id, later.body_id}


def test_an_outcome_that_made_a_decision_is_shown_once_and_to_who_sees_the_meeting_alone_as_an_outcome() -> (
    None
):
    meeting = a_held_meeting(items=["Progress"])
    outcome = record_outcome(
        by=SYSTEM, item=item_of(meeting), result="agreed", effect="other", today=TODAY, words="RESOLVED: That neglect be seen."
    )  # fmt: skip
    assert found("neglect") == [("decision", outcome.decision.pk)]
    account = a_user(cast.SCRUTINY_MEMBER, over=meeting)
    assert found("neglect", account) == [("meeting-outcome", outcome.pk)]


@pytest.mark.slow
def test_rows_that_are_loaded_in_bulk_are_brought_in_from_their_pages() -> None:
    load_tier(by=SYSTEM, tier="S", seed=1, today=TODAY, say=lambda _: None)
    indexing.catch_up()
    brought_in = Document.objects.count()
    assert brought_in > 2_000
    assert indexing.rebuild() == brought_in


def test_the_index_is_made_again_where_something_took_its_triggers_away() -> None:
    action = an_action(title="Neglect training")
    indexing.catch_up()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # as a migration of SQLite does that makes the table anew
            cursor.execute("DROP TRIGGER search_document_in")
            cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")
        assert found("neglect") == []
    indexing.after_migrating("default")
    assert found("neglect") == [("action", action.pk)]


def test_a_register_from_before_the_search_is_written_when_migrations_have_run() -> None:
    action = an_action(title="Neglect training")
    Document.objects.all().delete()
    Progress.objects.all().delete()
    indexing.after_migrating("default")
    assert Document.objects.filter(source="action", thing_id=action.pk).exists()
    assert not indexing.behind()
