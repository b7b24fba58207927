"""The way in: every reader is asked how sure it is, the surest reads, and a person can say otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from sightline.ground.lib.documents.opening import open_document
from sightline.ground.lib.errors import Unreadable
from sightline.work.imports.reading import kinds
from sightline.work.imports.reading.chosen import KINDS, read_as
from sightline.work.imports.reading.entry import read_file, read_safely, read_text
from sightline.work.imports.reading.memory import EMPTY, Memory, normal
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.made_up_papers import ALL, LETTER, MINUTES, PLAN, REGISTER, REPORT
from tests.unit.reading.plan_files import make_plan, write_pdf

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs/reference/read.schema.json").read_text(encoding="utf-8")
)
OF_PAPER = {
    "report": "report", "pasted report": "report", "minutes": "minutes", "county minutes": "minutes", "pipes": "minutes",
    "decision": "decision", "deep dive": "risk", "register": "risk", "indicators": "indicators", "plan": "plan",
    "letter": "inspection",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_kind_is_told_and_answers_the_schema(name: str) -> None:
    read = read_text(ALL[name])
    assert read["kind"] == OF_PAPER[name] and read["confidence"] >= 0.5
    jsonschema.validate(read, SCHEMA)


def test_every_real_paper_answers_the_schema_and_is_told(shared: Path) -> None:
    expected = {"reports": "report", "minutes": "minutes"}
    files = [
        *shared.glob("samples/reports/*.txt"),
        *shared.glob("samples/minutes/*.txt"),
        *shared.glob("seeds/*.txt"),
    ]
    assert files
    for path in files:
        read = read_file(path)
        jsonschema.validate(read, SCHEMA)
        wanted = expected.get(path.parent.name, "minutes" if path.name[:3] in ("001", "004") else "report")
        assert read["kind"] == wanted and read["confidence"] > 0.5, path.name


@pytest.mark.parametrize(
    "text",
    ["", "Dear colleague, the kitchen is closed.\n\nYours", "1 2 3\n4 5 6\n", "Agenda\n\n1. Apologies\n"],
)
def test_what_is_of_no_kind_is_set_aside_whole(text: str) -> None:
    read = read_text(text)
    assert read["kind"] == "unknown" and read["confidence"] < 0.5
    assert [aside["text"] for aside in read["set_aside"]] == [text.strip()]
    assert "Say what it is" in read["set_aside"][0]["why"]


def test_kinds_that_are_near_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sure = kinds.reader_of("reports").confidence(printed_of(REPORT))
    monkeypatch.setattr(kinds.reader_of("minutes"), "confidence", lambda paper: sure - 0.1)
    read = read_text(REPORT)
    assert read["kind"] == "report"
    assert [aside["why"] for aside in read["suspects"] if "nearly as much like minutes" in aside["why"]]
    monkeypatch.setattr(kinds.reader_of("minutes"), "confidence", lambda paper: sure - 0.2)
    assert not [aside for aside in read_text(REPORT)["suspects"] if "nearly" in aside["why"]]


def printed_of(text: str) -> kinds.Printed:
    from sightline.ground.lib.documents.text import document_of_text

    return printed(document_of_text(text))


def test_a_plan_under_a_cover_is_the_plan_and_a_table_in_a_report_is_part_of_it() -> None:
    head, _, _ = REPORT.partition("3.0 Reasons")
    rows = "\n".join(
        f"{number}.1\tOversight\t{'Agree thresholds ' * 12}\tDirector\tMay 2024\tDone\tGreen"
        for number in range(12)
    )
    assert read_text(f"{head}\n{PLAN}{rows}\n")["kind"] == "plan"
    assert read_text(f"{REPORT}\n\nAppendix 6b\n\n{PLAN}")["kind"] == "report"


def test_ruled_tables_are_looked_for_only_where_their_words_stand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from sightline.ground.lib.documents import pdf_tables
    from tests.bench.bench_read_papers import pdf_of

    asked: list[Path] = []
    real = pdf_tables.read_blocks
    monkeypatch.setattr(
        pdf_tables, "read_blocks", lambda path, lines: asked.append(path) or real(path, lines)
    )
    prose = (
        "The Cabinet met and heard of the roads and of the libraries in the town, and thanked everyone. " * 20
    )
    plain = pdf_of(f"Dear colleague\n\n{prose}", tmp_path)
    assert read_file(plain)["kind"] == "unknown" and asked == []
    plan = write_pdf(tmp_path / "plan.pdf", make_plan(4, themes=2))
    assert read_file(plan)["kind"] == "plan" and asked == [plan]


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_can_say_what_a_paper_is(kind: str, tmp_path: Path) -> None:
    text = {"inspection": LETTER, "plan": PLAN, "indicators": ALL["indicators"], "minutes": MINUTES}.get(
        kind, REPORT
    )
    path = tmp_path / "paper.txt"
    path.write_text(ALL.get(kind, REGISTER if kind.startswith("risk") else text), encoding="utf-8")
    read = read_as(str(path), "paper.txt", kind)
    assert read["confidence"] == 1.0 and read["error"] is None and json.dumps(read)
    assert read["kind"] == kind or {read["kind"], kind} == {"risk", "risk_matrix"}


def test_a_paper_without_a_table_is_not_read_as_a_plan(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague, the kitchen is closed.")
    with pytest.raises(Unreadable, match="cannot be read as a table of indicators"):
        read_as(str(path), "letter.txt", "indicators")
    with pytest.raises(ValueError, match="no kind of paper"):
        read_as(str(path), "letter.txt", "poem")


def test_what_was_taught_travels_into_the_sandbox(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("LFD\tVorhaben\tWer\n1\tTun\tDirektor\n2\tLassen\tLeiter\n", encoding="utf-8")
    (plain,) = read_safely([path])
    taught = Memory(
        columns={"lfd": "ref", "vorhaben": "action", "wer": "owner"}, verbs={"it was settled": True}
    )
    (read,) = read_safely([path], taught.to_json())
    assert plain["kind"] == "unknown" and read["kind"] == "plan"


def test_memory_is_json_and_back() -> None:
    taught = Memory(
        {"wer": "owner", "x": None},
        {normal("Money  matters:"): "financial"},
        {normal("It was SETTLED"): True},
    )
    again = Memory.from_json(json.loads(json.dumps(taught.to_json())))
    assert again == taught
    assert (again.heading(" MONEY matters :"), again.heading("Other")) == ("financial", None)
    assert (again.verb("it was settled:"), again.verb("noted")) == (True, None)
    assert Memory.from_json(None) is EMPTY and Memory.from_json({}) is EMPTY
    assert Memory.from_json({"wer": "owner"}).columns == {"wer": "owner"}


def test_the_lines_of_a_paper_are_read_once_for_all_kinds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[object] = []
    real = kinds.printed
    monkeypatch.setattr(kinds, "printed", lambda document: counted.append(document) or real(document))
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, encoding="utf-8")
    assert read_file(path)["kind"] == "minutes" and len(counted) == 1
    assert open_document(path).lines


def test_headings_without_a_row_make_no_paper_a_plan() -> None:
    headings = "Ref | Action | Lead | Timescale\n | | | \n"
    alone = read_text(headings)
    assert (alone["kind"], alone["rows"], alone["confidence"]) == ("plan", [], 0.5)
    assert read_text(f"{REPORT}\n\n{headings}")["kind"] == "report"
