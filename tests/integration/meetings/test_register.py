"""The register of papers: what goes in stands there, part by part, and no slip is mended silently."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sightline.domain.meetings.commands import (
    add_source,
    correct_paper,
    correct_part,
    register_paper,
    restore_paper,
    withdraw_paper,
)
from sightline.domain.meetings.drafts import AsideFacts, Difference, OutcomeFacts, PaperFacts
from sightline.domain.meetings.models import Outcome, Paper
from sightline.ground.audit.commands import redact
from sightline.ground.audit.models import Event
from sightline.ground.audit.verify import verify
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user

from .papers import EVERY_KIND, MINUTES, MINUTES_TEXT, REPORT, RISK, a_file, a_paper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_has_a_home(kind: str) -> None:
    facts = EVERY_KIND[kind]
    paper = a_paper(facts)
    assert (paper.kind, paper.date, paper.facts) == (kind, facts.date, dict(facts.facts))
    held = {
        name: getattr(paper, name).count()
        for name in (
            "items",
            "outcomes",
            "recommendations",
            "attendance",
            "notes",
            "scores",
            "figures",
            "asides",
        )
    }
    assert held == {name: len(getattr(facts, name)) for name in held}


def test_the_words_stand_as_they_were_printed_with_their_places() -> None:
    paper = a_paper(text=MINUTES_TEXT)
    first, _, last = paper.outcomes.all()
    assert (first.kind, first.verb, first.printed_number, first.first) == ("commitment", "", "", 11)
    assert (last.kind, last.verb, last.printed_number, last.where) == (
        "resolution",
        "Resolved",
        "2",
        "line 15",
    )
    assert last.item.title == "CHILDREN’S SOCIAL CARE UPDATE" and last.reference == f"{paper.number}/3"
    assert paper.title == "Minutes, Children’s Scrutiny Committee, 6 June 2024" and paper.title_given
    assert paper.places == {"date": {"first": 2, "last": 2}}
    assert [source.name for source in paper.sources.all()] == ["paper.txt"]


def test_not_stated_is_never_no() -> None:
    paper = a_paper(REPORT)
    assert [paper.facts[name] for name in ("contrary_to_plan", "in_budget", "exempt")] == [False, True, None]
    score = a_paper(RISK).scores.get(number=3)
    assert (score.gross, score.net, score.unspecified, score.owner) == (None, None, None, "")


def test_numbers_are_given_once() -> None:
    first, second = a_paper(REPORT), a_paper(RISK)
    assert second.number == first.number + 1


def test_the_body_gives_a_paper_without_a_title_its_name() -> None:
    body = a_body("Northmere Improvement Board")
    paper = a_paper(body_id=body.pk, date=None, date_printed="")
    assert paper.title == "Minutes, Northmere Improvement Board, no date stated"
    assert (paper.body, paper.body_printed) == (body, "Children’s Scrutiny Committee")


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        (replace(MINUTES, kind="novel"), "what kind of paper"),
        (replace(MINUTES, body_id=10**6), "The body that was chosen"),
        (replace(MINUTES, outcomes=(OutcomeFacts("resolution", " "),)), "has no words"),
        (replace(MINUTES, outcomes=(OutcomeFacts("resolution", "To note.", item=7),)), "an item that is not in the paper"),
        (replace(MINUTES, outcomes=(OutcomeFacts("wish", "To note."),)), "a resolution, a commitment or a decision"),
        (replace(REPORT, facts={"exempt": "no"}), "yes, no or not stated"),
        (replace(REPORT, facts={"exempt": 0}), "yes, no or not stated"),
        (replace(REPORT, ownership="theirs"), "whose paper"),
    ],
)  # fmt: skip
def test_a_paper_that_contradicts_itself_is_refused(facts: PaperFacts, part: str) -> None:
    with pytest.raises(Refused, match=part):
        register_paper(by=SYSTEM, paper=facts, file=None, today=TODAY)
    assert not Paper.objects.exists()


def test_a_file_is_taken_once_unless_a_person_says_that_it_holds_two_papers() -> None:
    paper = a_paper(text=MINUTES_TEXT)
    file = paper.sources.get().file
    with pytest.raises(Refused, match=f"already taken as paper {paper.number}"):
        register_paper(by=SYSTEM, paper=REPORT, file=file, today=TODAY)
    second = register_paper(by=SYSTEM, paper=REPORT, file=file, today=TODAY, although_known=True)
    assert second.sources.get().file == file


def test_a_second_source_shows_the_words_that_differ() -> None:
    paper = a_paper(text=MINUTES_TEXT)
    other = a_file(MINUTES_TEXT.replace("1. To note", "2. To note"), "minutes.html")
    unlike = Difference("Item 2, resolution 1: number", kept="1", there="2", line=14)
    source = add_source(
        by=SYSTEM, paper=paper, file=other, name="minutes.html", today=TODAY, differences=[unlike]
    )
    assert (source.position, source.since) == (2, TODAY)
    assert source.differences == [
        {"what": "Item 2, resolution 1: number", "kept": "1", "there": "2", "page": None, "line": 14}
    ]
    with pytest.raises(Refused, match="already taken"):
        add_source(by=SYSTEM, paper=paper, file=other, name="minutes.html", today=TODAY)


def test_a_corrected_part_keeps_the_words_as_read() -> None:
    paper = a_paper()
    once = correct_part(
        by=SYSTEM, paper=paper, part="outcome", number=2, reason="A slip", text="To note the update."
    )
    correct_part(
        by=SYSTEM, paper=paper, part="outcome", number=2, reason="Another", text="To note it.", verb="Agreed"
    )
    once.refresh_from_db()
    assert (once.text, once.as_read, once.verb) == ("To note it.", "To note the report.", "Agreed")
    assert [(row.part, row.part_number, row.field, row.old, row.new) for row in paper.corrections.all()] == [
        ("outcome", 2, "text", "To note the report.", "To note the update."),
        ("outcome", 2, "text", "To note the update.", "To note it."),
        ("outcome", 2, "verb", "Resolved", "Agreed"),
    ]
    with pytest.raises(Refused, match="Nothing was changed"):
        correct_part(by=SYSTEM, paper=paper, part="outcome", number=2, reason="Again", text="To note it.")
    with pytest.raises(Refused, match="Say why"):
        correct_part(by=SYSTEM, paper=paper, part="outcome", number=2, reason=" ", text="Other")


def test_a_correction_of_the_head_keeps_the_old_answer() -> None:
    paper, body = a_paper(REPORT), a_body("Children’s Scrutiny Committee")
    correct_paper(by=SYSTEM, paper=paper, reason="The box was ticked", exempt=True, body=body)
    paper.refresh_from_db()
    assert paper.facts["exempt"] is True and paper.body == body
    assert [(row.field, row.old, row.new) for row in paper.corrections.all()] == [
        ("body", "", "Children’s Scrutiny Committee"),
        ("exempt", "", "Yes"),
    ]
    with pytest.raises(Refused, match="yes, no or not stated"):
        correct_paper(by=SYSTEM, paper=paper, reason="A slip", exempt="perhaps")


def test_a_paper_taken_out_keeps_its_number_and_its_file_may_come_again() -> None:
    paper = a_paper(text=MINUTES_TEXT)
    withdraw_paper(by=SYSTEM, paper=paper, reason="It was taken twice", today=TODAY)
    assert not Outcome.objects.visible_to(SYSTEM).filter(paper=paper).exists()
    again = a_paper(text=MINUTES_TEXT)
    assert again.number == paper.number + 1
    with pytest.raises(Refused, match="already taken out"):
        withdraw_paper(by=SYSTEM, paper=paper, reason="Again", today=TODAY)
    assert restore_paper(by=SYSTEM, paper=paper, reason="It was another").withdrawn_on is None


def test_only_those_with_the_right_may_register_or_correct() -> None:
    reader, paper = a_user(cast.READER), a_paper()
    with pytest.raises(NotPermitted):
        register_paper(by=reader, paper=REPORT, file=None, today=TODAY)
    with pytest.raises(NotPermitted):
        correct_part(by=reader, paper=paper, part="outcome", number=1, reason="A slip", text="Other")
    office = a_user(cast.PROGRAMME_OFFICE)
    assert register_paper(by=office, paper=REPORT, file=None, today=TODAY).registered_by == office


def test_what_no_reader_can_see_is_left_out_and_nothing_else() -> None:
    words = "To note\x00 the\x0c report.\n\tAnd the rest."
    paper = a_paper(outcomes=(OutcomeFacts("resolution", words, number="9" * 80),))
    outcome = paper.outcomes.get()
    assert outcome.text == "To note the report.\n\tAnd the rest." and len(outcome.printed_number) == 60


def test_everything_is_audited_and_the_chain_verifies() -> None:
    paper = a_paper(text=MINUTES_TEXT)
    correct_part(by=SYSTEM, paper=paper, part="item", number=1, reason="A slip", title="Declarations")
    named = [event.command for event in Event.objects.order_by("number")]
    assert named[-2:] == ["meetings.register_paper", "meetings.correct_part"]
    report = verify()
    assert report.is_whole, report.problems


def test_a_text_that_must_not_exist_is_removed_from_every_part() -> None:
    child = "Robin Exampleton"
    facts = replace(
        MINUTES,
        title=f"About {child}",
        facts={"venue": f"The home of {child}"},
        as_read={"title": child},
        outcomes=(OutcomeFacts("resolution", f"That {child} be seen.", as_read=f"That {child} be sen."),),
        items=(replace(MINUTES.items[0], extra={"risk": {"name": child}}),),
        asides=(AsideFacts(child, "A name."),),
    )
    paper = a_paper(facts)
    correct_part(
        by=SYSTEM, paper=paper, part="outcome", number=1, reason="A slip", text=f"That {child} be heard."
    )
    redact(by=SYSTEM, text=child, authority="Director of Children’s Services", reason="A child was named")
    kept = [*Paper.objects.values()]
    for related in ("items", "outcomes", "asides", "corrections"):
        kept += getattr(paper, related).values()
    assert child not in str(kept) and str(kept).count("[redacted]") >= 9
    report = verify()
    assert report.is_whole, report.problems
