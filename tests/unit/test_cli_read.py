"""`sightline read` from the command line: JSON Lines, exit statuses, and no Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from sightline.doors.cli.main import main

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs/reference/read.schema.json").read_text())
PLAN = "Ref\tAction\tLead\tDeadline\n1\tAgree thresholds\tDCS\tMarch 2014\n"


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


DEEP_DIVE_ITEM = """Agenda item

To consider a progress report on the Council's Strategic Risk Register.

The Committee considered a deep dive into the Strategic Risk “People” which included the sub-risks \
(a) Too few social workers and (b) Loss of managers.

(a) Too few social workers

The Director of Children's Services presented an update. The Committee noted that the gross risk score had fallen to 12 from 20.

(b) Loss of managers

The Director of Resources presented an update.

Resolved: That the update be noted.
"""


def test_one_object_for_each_file_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, other = tmp_path / "plan.txt", tmp_path / "bad.pdf", tmp_path / "letter.txt"
    good.write_text(PLAN)
    bad.write_text("<html><body>Not found</body></html>")
    other.write_text("Dear colleague, nothing to see here.")
    assert main(["read", "--json", str(good), str(bad), str(other)]) == 1
    first, second, third = lines_of(capsys)
    assert [one["file"] for one in (first, second, third)] == [str(good), str(bad), str(other)]
    assert (first["kind"], first["error"]) == ("plan", None)
    assert "web page" in str(second["error"])
    assert (third["kind"], third["error"]) == ("unknown", None)
    assert "mapping" not in first
    for one in (first, second, third):
        jsonschema.validate(one, SCHEMA)


def test_exit_status_zero_when_all_were_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN)
    assert main(["read", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "a plan" in printed and "1 rows" in printed and "Lead = owner" in printed


@pytest.mark.parametrize("words", [["read"], ["read", "--nonsense", "x"], ["unheard-of"], []])
def test_wrong_usage_is_status_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main(words)
    except SystemExit as ended:
        status = int(ended.code or 0)
    assert status == 2
    assert "Traceback" not in capsys.readouterr().err


def test_django_is_not_loaded() -> None:
    code = (
        "import sys; from sightline.doors.cli.main import main; main(['read', '/nonexistent.txt']);"
        "sys.exit(3 if any(name.split('.')[0] == 'django' for name in sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "no such file" in done.stdout


SAMPLES = ROOT.parent / "shared/samples"


@pytest.mark.slow
def test_every_sample_answers_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted([*SAMPLES.glob("inspections/*.pdf"), *SAMPLES.glob("plans/*.txt")])
    if not files:
        pytest.skip("the samples are not beside the repository")
    assert main(["read", "--json", *map(str, files)]) == 1  # one of them is a web page
    read = lines_of(capsys)
    assert [one["file"] for one in read] == [str(path) for path in files]
    for one in read:
        jsonschema.validate(one, SCHEMA)
    assert [str(one["file"])[len(str(SAMPLES)) + 1 :] for one in read if one["error"]] == [
        "inspections/blackpool_13-july-2012.pdf"
    ]


def test_a_folder_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(tmp_path)]) == 1
    (answer,) = lines_of(capsys)
    assert "folder" in str(answer["error"]) and answer["sha256"] is None
    jsonschema.validate(answer, SCHEMA)


def test_an_unknown_paper_is_set_aside_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague, the kitchen will be closed. " * 40)
    assert main(["read", "--json", str(path)]) == 0
    (answer,) = lines_of(capsys)
    assert answer["kind"] == "unknown" and float(str(answer["confidence"])) < 0.5
    (aside,) = answer["set_aside"]  # type: ignore[misc]
    assert aside["text"] == path.read_text().strip() and aside["why"]


def test_the_help_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["read", "--help"])
    printed = " ".join(capsys.readouterr().out.split())
    for kind in (
        "inspection reports",
        "committee reports",
        "minutes",
        "decision",
        "plans",
        "indicators",
        "risk matrices",
    ):
        assert kind in printed


def test_scores_of_a_deep_dive_in_minutes_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "minutes.txt"
    paper.write_text(DEEP_DIVE_ITEM, encoding="utf-8")
    assert main(["read", str(paper)]) == 0
    told = capsys.readouterr().out
    assert "minutes of" in told and "risk: People" in told
    assert "a Too few social workers: gross 12, was 20" in told
