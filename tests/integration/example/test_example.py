"""The example: complete, whole, made once, fictional everywhere, and never mixed with a council's data."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from sightline.domain.checks.plan_facts import facts_of
from sightline.domain.checks.rules import check
from sightline.domain.evidence.models import PracticeAudit, Version
from sightline.domain.governance.models import Council, Person
from sightline.domain.inspections.models import Finding, Inspection
from sightline.domain.meetings.models import (
    ItemPaper,
    Meeting,
    Outcome,
    Paper,
    PrintedScore,
    ProgrammeEntry,
    Promise,
    PromiseStep,
)
from sightline.domain.meetings.promises.facts import facts_of as promise_facts
from sightline.domain.meetings.promises.rules import lateness
from sightline.domain.plans.models import Action, Change, Plan, Update
from sightline.domain.plans.rules import count_thread
from sightline.domain.plans.stands import finding_stands
from sightline.ground.accounts.models import User
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.files.queries import check_files
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england
from sightline.work.example import load
from sightline.work.imports.models import Reading
from tests.factories import a_body, a_council

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _files_of_its_own(settings, tmp_path) -> None:
    """Stored files go to a folder of the test."""
    place = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": place}


def test_it_is_complete_whole_and_made_once() -> None:
    assert load.must_load()
    load.load(TODAY)

    report = verify()
    assert report.is_whole, report.problems[:3]
    assert list(check_files()) == []
    assert (Inspection.objects.count(), Plan.objects.count()) == (8, 3)
    assert Finding.objects.count() >= 55 and Action.objects.count() >= 60 and Update.objects.count() >= 80
    assert [plan.state for plan in Plan.objects.order_by("number")] == ["superseded", "active", "draft"]
    sif = Inspection.objects.get(framework="SIF")
    assert sif.findings.count() == 18 and sif.findings.in_state("superseded").count() == 18

    plan = Plan.objects.get(state="active")
    thread = count_thread(finding_stands(plan))
    assert (thread.total, thread.answered, len(thread.unanswered)) == (19, 17, 2)
    assert plan.follows == Plan.objects.get(state="superseded")
    assert Action.objects.filter(plan=plan, last_updated__gt=TODAY).count() == 0
    assert Change.objects.filter(field="due").exclude(reason="").count() > 20

    events = Event.objects.count()
    assert not load.must_load()
    assert Event.objects.count() == events

    the_checks_have_something_to_say_of_many_kinds()
    its_papers_were_read_and_accepted()
    its_promises_are_in_every_state()
    its_bodies_have_work_programmes_and_the_next_agenda_has_papers()
    its_practice_was_audited_and_evidence_has_newer_versions()
    it_says_that_it_is_fictional_and_names_nobody()
    everybody_named_on_the_front_page_can_sign_in()


def its_papers_were_read_and_accepted() -> None:
    kinds = ["minutes", "minutes", "decision", "risk", "report", "minutes", "report", "minutes"]
    assert [paper.kind for paper in Paper.objects.order_by("number")] == kinds
    assert not Reading.objects.exclude(state="accepted").exists()
    assert not Paper.objects.filter(date=None).exists() and not Paper.objects.filter(body=None).exists()
    held = Counter(Outcome.objects.values_list("kind", flat=True))
    assert held["resolution"] >= 18 and held["commitment"] >= 8 and held["decision"] == 2, held
    scores = PrintedScore.objects.values_list("gross_from", "gross", "net_from", "net", "unspecified")
    assert [*scores] == [(25, 20, 20, 15, None), (None, None, None, None, 12), (None, 20, None, None, None)]
    twice = Paper.objects.get(number=6)
    assert [source.file.kind for source in twice.sources.all()] == ["html", "pdf"]
    assert len(twice.sources.get(position=2).differences) == 1


def its_promises_are_in_every_state() -> None:
    states = Counter(Promise.objects.values_list("state", flat=True))
    assert states == {"open": 14, "said-met": 2, "discharged": 13, "cancelled": 2}, states
    assert set(PromiseStep.objects.values_list("kind", flat=True)) >= {
        "taken-up", "date", "said-met", "not-met", "discharged", "cancelled", "passed", "notice", "answer",
    }  # fmt: skip
    committee = Promise.objects.filter(body__short_name="CYP Scrutiny")
    recommended = committee.filter(kind="recommend")
    assert set(recommended.values_list("answer", flat=True)) == {"", "accepted", "partly", "rejected"}
    assert recommended.filter(answer="", answer_due__lt=TODAY).count() == 1  # no answer within two months
    assert recommended.filter(answer="", answer_due__gte=TODAY).count() == 1
    late = [lateness(promise_facts(one), TODAY, england()) for one in committee.overdue(TODAY)]
    assert {len(one.steps) for one in late} == {1, 2, 3, 4}  # each step in which they escalate
    assert committee.filter(state="open", due__range=(TODAY, TODAY + timedelta(21))).count() == 2
    assert committee.get(state="said-met").circulations.get().recipients.filter(sent=False).count() == 1
    together = Counter(committee.filter(state="discharged").values_list("decision__on", flat=True))
    assert {1, 2} <= set(together.values()), together  # one by one, and several at a meeting
    undecided = Outcome.objects.filter(promises=None, no_promise=None)
    assert 5 <= undecided.count() <= 25  # some are left for who tries it out
    held = Counter(Meeting.objects.filter(body__short_name="CYP Scrutiny").values_list("state", flat=True))
    assert held == {"held": 9, "planned": 1, "moved": 1, "cancelled": 1, "printed": 1}, held


def its_bodies_have_work_programmes_and_the_next_agenda_has_papers() -> None:
    states = Counter(ProgrammeEntry.objects.values_list("body__short_name", "state"))
    assert {state for _, state in states} == {"open", "placed", "dropped"}, states
    assert len({body for body, _ in states}) == 2
    assert ProgrammeEntry.objects.filter(promise__isnull=False).count() == 1
    placed = ProgrammeEntry.objects.get(state="placed")
    assert placed.item is not None and ItemPaper.objects.filter(item=placed.item).count() == 2


def its_practice_was_audited_and_evidence_has_newer_versions() -> None:
    audits = PracticeAudit.objects.order_by("period_to")
    assert [(one.cases, sum(grade["number"] for grade in one.grades)) for one in audits] == [
        (40, 40),
        (40, 40),
    ]
    assert all(one.evidence.action_links.exists() for one in audits)
    newer = Version.objects.get(number=2)
    assert newer.evidence.versions.count() == 2 and newer.evidence.kind == "note"


def the_checks_have_something_to_say_of_many_kinds() -> None:
    problems = check(facts_of(Plan.objects.get(state="active")), TODAY)
    assert {problem.severity for problem in problems} == {"error", "warning", "advice"}
    assert len({problem.code for problem in problems}) >= 24
    old = check(facts_of(Plan.objects.get(state="superseded")), TODAY)
    assert not [problem for problem in old if problem.severity == "error"]


def it_says_that_it_is_fictional_and_names_nobody() -> None:
    council = Council.objects.get()
    assert council.fictional and load.PASSWORD in council.front_note
    titles = [
        *Inspection.objects.values_list("title", flat=True),
        *Plan.objects.values_list("title", flat=True),
    ]
    assert all("(fictional" in title for title in titles)
    posts = {str(post) for person in Person.objects.all() for post in [person.holdings.get().post]}
    assert {person.name for person in Person.objects.all()} == posts
    assert all(user.email.endswith(".example") for user in User.objects.all())


def everybody_named_on_the_front_page_can_sign_in() -> None:
    people = load.sign_ins()
    assert len(people) >= 8
    roles = {role for user in User.objects.all() for role in user.roles_held}
    assert {
        "administrator",
        "programme-office",
        "director",
        "action-owner",
        "chair",
        "scrutiny-member",
        "auditor",
    } <= roles
    for _, address in people:
        user = User.objects.get(email=address)
        assert user.check_password(load.PASSWORD), address


def test_its_days_move_by_whole_weeks_and_never_past_today() -> None:
    later = TODAY + timedelta(days=100)
    load.load(later)
    latest = Update.objects.order_by("-on").first()
    assert latest is not None and later - timedelta(days=17) <= latest.on <= later
    due = Action.objects.get(plan__state="active", ref="1.1").first_due
    assert due == date(2024, 6, 28) + timedelta(weeks=14)


def test_it_is_not_put_beside_another_councils_data() -> None:
    a_council(name="Westvale District Council", short_name="Westvale", fictional=False)
    with pytest.raises(Refused, match="Westvale District Council"):
        load.must_load()


def test_it_is_not_put_into_a_database_that_is_in_use() -> None:
    a_body("A board")
    with pytest.raises(Refused, match="holds data"):
        load.must_load()


def test_when_something_goes_wrong_nothing_is_left(monkeypatch) -> None:
    def fail(_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(load, "tell", fail)
    with pytest.raises(OSError):
        load.load(TODAY)
    assert not Council.objects.exists() and not User.objects.exists() and load.must_load()
