"""Made-up reports in the layouts that councils print (report_papers/): each comes out as a careful person would read it."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import reports
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

PAPERS = Path(__file__).parent / "report_papers"
NAMES = sorted(file.stem for file in PAPERS.glob("*.json"))


def read(text: str) -> dict[str, Any]:
    return reports.read(printed(document_of_text(text)), EMPTY)


def text_of(name: str) -> str:
    return (PAPERS / f"{name}.txt").read_text(encoding="utf-8")


def fields(got: dict[str, Any]) -> dict[str, Any]:
    """What was read, without where it stands."""
    return {
        key: value for key, value in got.items() if key not in ("places", "headings", "suspects", "set_aside")
    }


@pytest.mark.parametrize("name", NAMES)
def test_layout(name: str) -> None:
    want = json.loads((PAPERS / f"{name}.json").read_text(encoding="utf-8"))
    got = read(text_of(name))
    assert want.pop("layout")
    assert [one["why"] for one in got["suspects"]] == want.pop("suspects")
    assert [one["why"] for one in got["set_aside"]] == want.pop("set_aside")
    others = [{key: one[key] for key in ("heading", "text")} for one in got["other_considerations"]]
    assert others == want.pop("other_considerations")
    assert {key: got[key] for key in want} == want


@pytest.mark.parametrize("name", NAMES)
def test_known_as_a_report(name: str) -> None:
    assert reports.confidence(printed(document_of_text(text_of(name)))) >= 0.6


@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_in_the_source(name: str) -> None:
    """Nothing is invented: recommendations, appendices and considerations are words of the paper, in its order."""
    text = text_of(name)
    got = read(text)
    source = re.findall(r"\w+", text)
    told = [one["text"] for one in got["recommendations"]]
    told += [one["title"] for one in got["appendices"] or () if one["title"]]
    told += list(got["considerations"].values()) + (got["purpose"] or []) + (got["reasons"] or [])
    for words in told:
        remaining = iter(source)
        assert all(word in remaining for word in re.findall(r"\w+", words)), words


@pytest.mark.parametrize("name", NAMES)
def test_the_way_lines_end_does_not_matter(name: str) -> None:
    text = text_of(name)
    assert fields(read(text.replace("\n", "\r\n"))) == fields(read(text))
    assert fields(read("\n\n" + text + "\n\n\n")) == fields(read(text))


@pytest.mark.parametrize("name", NAMES)
def test_hard_blanks_do_not_matter(name: str) -> None:
    """A crawler prints hard blanks between words; no field may change."""
    text = text_of(name)
    hard = re.sub(r"(?<=\w) (?=\w)", "\xa0", text)
    assert fields(read(hard)) == fields(read(text))


def _accounted(got: dict[str, Any]) -> str:
    parts: list[str] = []
    for key, value in got.items():
        if key != "places":
            parts.append(json.dumps(value, ensure_ascii=False).replace("\\n", " "))
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("exec", "sambuz")])
def test_no_paragraph_below_the_head_is_lost(name: str) -> None:
    """Each sentence of the body is in a field, in a section that is kept, or set aside."""
    got = read(text_of(name))
    told = set(re.findall(r"\w+", _accounted(got)))
    for line in text_of(name).splitlines():
        if line.rstrip().endswith(".") and len(line.split()) > 4:
            assert set(re.findall(r"\w{4,}", line)) <= told, line


SECTIONS = {
    "Recommendations": "2.1 To note the report.\n\n2.2 To ask for another.",
    "Purpose of the report": "1.1 To tell members of the plan.",
    "Reasons for recommendations": "3.1 It was asked for.",
    "Financial considerations": "8.1 None.",
    "Equalities considerations and the impact of this decision for our children": "9.1 An analysis was made.",
    "Background papers": "14.1 The plan of 2019.",
    "List of Appendices": "Appendix 6(a): The plan\n\nAppendix 6(b): The scorecard",
}


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(SECTIONS))))[::397])
@pytest.mark.parametrize("manner", ["{}", "{}:", "**{}**", "7. {}", "7.0 {}:"])
def test_the_order_of_sections_does_not_matter(order: tuple[int, ...], manner: str) -> None:
    head = "Report to: Harbour Board\nRelevant Officer: Director of Harbours\nDate of Meeting: 4 May 2021\n\nTHE PLAN\n\n"
    names = [list(SECTIONS)[place] for place in order]
    got = read(head + "\n\n".join(f"{manner.format(name)}\n\n{SECTIONS[name]}" for name in names))
    assert [one["text"] for one in got["recommendations"]] == ["To note the report.", "To ask for another."]
    assert got["purpose"] == ["To tell members of the plan."]
    assert got["reasons"] == ["It was asked for."]
    assert got["considerations"] == {"financial": "None.", "equalities": "An analysis was made."}
    assert got["background_papers"] == "The plan of 2019."
    assert [one["ref"] for one in got["appendices"]] == ["6(a)", "6(b)"]
    assert (got["contrary_to_plan"], got["in_budget"], got["exempt"]) == (None, None, None)
