"""The frameworks as data."""

from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from sightline.domain.inspections import frameworks
from sightline.domain.inspections.frameworks import (
    all_frameworks,
    code_for,
    codes,
    framework_for,
    same_category,
)
from sightline.work.imports.reading.inspections import vocabulary


def test_every_framework_names_its_sources_by_address():
    for framework in all_frameworks():
        assert framework.sources, framework.edition
        for source in framework.sources:
            parts = urlsplit(source.address)
            assert parts.scheme in {"http", "https"} and parts.hostname, source.address
            assert source.says.endswith(".")


def test_what_every_clock_rests_on_is_said():
    clocks = [clock for framework in all_frameworks() for clock in framework.clocks]
    assert clocks
    for clock in clocks:
        assert clock.source and clock.to
        assert clock.working_days is None or clock.working_days in {20, 30, 70}
        assert clock.confirmed or clock.working_days is None


def test_the_frameworks_that_councils_meet_are_there():
    wanted = {"SLAC", "SIF", "ILACS", "ILACS focused visit", "ILACS monitoring visit", "JTAI", "Area SEND"}
    assert wanted | {"Local area SEND", "HMIP youth justice", "ILACS assurance visit"} <= set(codes())


def test_the_reader_of_reports_and_the_frameworks_use_the_same_names():
    assert {framework.name for framework in vocabulary.FRAMEWORKS} <= set(codes())


def test_the_reader_knows_the_grades_of_each_framework():
    for framework in all_frameworks():
        read = vocabulary.BY_NAME[framework.code].grades
        assert {grade.casefold() for grade in framework.grades} <= {grade.casefold() for grade in read}


@pytest.mark.parametrize(
    ("day", "edition", "areas"),
    [
        (date(2018, 11, 26), "ilacs-2018", 4),
        (date(2022, 12, 5), "ilacs-2018", 4),
        (date(2024, 5, 13), "ilacs-2023", 5),
    ],
)
def test_an_edition_is_chosen_by_the_first_day_of_fieldwork(day, edition, areas):
    framework = framework_for("ILACS", day)
    assert framework is not None and framework.edition == edition
    assert len(framework.judgements) == areas


def test_editions_of_one_code_neither_overlap_nor_leave_a_gap():
    for code in codes():
        editions = [framework for framework in all_frameworks() if framework.code == code]
        for earlier, later in pairwise(editions):
            assert earlier.valid_to and later.valid_from
            assert (later.valid_from - earlier.valid_to).days == 1


def test_no_edition_is_guessed():
    assert framework_for("ILACS", None) is None
    assert framework_for("ILACS", date(2010, 1, 1)) is None
    assert framework_for("Something else", date(2020, 1, 1)) is None
    assert framework_for("JTAI", None) is not None


def test_a_name_is_known_by_its_code_or_an_alias():
    assert code_for(" ilacs ") == "ILACS"
    assert code_for("Single inspection framework") == "SIF"
    assert code_for("Ofsted") is None


def test_an_alias_means_one_code():
    meant: dict[str, str] = {}
    for framework in all_frameworks():
        for name in (framework.code, *framework.aliases):
            assert meant.setdefault(name.casefold(), framework.code) == framework.code, name


def test_headings_over_findings_are_compared_without_their_number_and_marks():
    assert same_category("What needs to improve?", "what needs to improve")
    assert same_category("Area for priority action:", "Areas for priority actions")
    assert not same_category("Areas for improvement", "Areas for priority action")


def test_priority_is_told_apart():
    sif = framework_for("SIF", None)
    assert sif.is_priority("Priority and immediate actions") and not sif.is_priority("Recommendations")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("valid_from = 2018-01-01", "2099"),
        ('name = "Report published by the authority"', "never starts"),
        ('inspectorate = "Ofsted"', "inspectorate"),
    ],
)
def test_data_that_is_not_whole_is_refused_by_name(tmp_path, change, complaint):
    text = (frameworks.FOLDER / "ilacs-2018.toml").read_text()
    if complaint == "2099":
        text, complaint = text.replace(change, "valid_from = 2099-01-01"), "ends before it begins"
    elif complaint == "never starts":
        text = text.replace("always = true", "always = false").replace("response = true", "response = false")
    else:
        text = text.replace(change, "")
    (tmp_path / "broken.toml").write_text(text)
    with pytest.raises(ValueError, match=rf"broken.toml.*{complaint}"):
        frameworks._read(tmp_path / "broken.toml")
