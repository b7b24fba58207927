"""The reference is written from the checks, and the page in docs is the fresh one."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from sightline.domain.checks.reference import as_markdown, sections
from sightline.domain.checks.rules import CheckSettings, all_rules

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "checks.md"


def test_the_page_in_docs_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "Run tools/generate_checks.py."


def test_every_check_has_its_section_and_anchor_once() -> None:
    text = as_markdown()
    for rule in all_rules():
        assert text.count(f'<a id="{rule.anchor}"></a>') == 1
        assert f"### {rule.code} {rule.title}\n" in text
        assert (
            rule.why in text and rule.mend in text and rule.passes.words in text and rule.fails.words in text
        )


def test_every_setting_is_explained() -> None:
    text = as_markdown()
    assert all(f"| `{field.name}` |" in text for field in dataclasses.fields(CheckSettings))


def test_sections_hold_every_check_once() -> None:
    assert [rule.code for section in sections() for rule in section.rules] == [
        rule.code for rule in all_rules()
    ]
