"""A pack for an inspection visit: what it holds, that its hashes are true, who gets what of it, and that it is always the same."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from sightline.domain.evidence import commands
from sightline.domain.evidence.commands import AuditFacts
from sightline.domain.evidence.models import Version
from sightline.domain.plans.commands import attach_evidence, link_finding, unlink_finding
from sightline.domain.plans.commands.evidence import add_audit_to
from sightline.doors.cli import main as command_line
from sightline.ground.audit.models import Event
from sightline.ground.files.queries import path_of
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.worker import run_next
from sightline.ground.lib.errors import NotFound, Refused, Unreadable
from sightline.work.reports.visit import pack, packs
from sightline.work.reports.visit.facts import visit_facts
from tests import cast
from tests.factories import SYSTEM, a_body, a_plan, a_user, an_action, an_inspection, some_evidence
from tests.integration.web.test_exports import body

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Council:
    """An inspection of three findings: two answered by a shared action, of which one by another too; the third by none."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.inspection = an_inspection()
        self.findings = list(self.inspection.findings.order_by("number"))
        self.plan = a_plan("Improvement plan", answers=(self.inspection,), today=self.today)
        self.board = a_body("Youth Partnership")
        self.panel = an_action(
            self.plan, "Hold a weekly panel", today=self.today, bodies=(("deliver", self.board.pk),)
        )
        self.bare = an_action(self.plan, "Train managers", today=self.today)
        for finding in self.findings[:2]:
            link_finding(by=SYSTEM, plan=self.plan, action=self.panel, finding=finding, today=self.today)
        link_finding(by=SYSTEM, plan=self.plan, action=self.bare, finding=self.findings[1], today=self.today)

    def attach(self, evidence: Any, action: Any = None) -> Any:
        attach_evidence(by=SYSTEM, action=action or self.panel, evidence=evidence, today=self.today)
        return evidence

    def file(self, content: bytes = b"%PDF-1.4 terms", title: str = "Terms") -> Any:
        return commands.add_file_as_evidence(
            by=SYSTEM, title=title, stream=[content], name="terms.pdf", today=self.today, as_at=self.today
        )

    def facts(self, user: Any = SYSTEM, day: date | None = None) -> Any:
        return visit_facts(
            user, inspection=self.inspection.number, plan=self.plan.number, as_at=day or self.today
        )


@pytest.fixture
def council() -> Council:
    return Council()


def packed(visit: Any) -> zipfile.ZipFile:
    out = io.BytesIO()
    pack.write_pack(visit, out)
    return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def listed(found: zipfile.ZipFile) -> dict[str, str]:
    rows = list(csv.reader(io.StringIO(found.read("manifest.csv").decode())))
    assert rows[0] == ["File", "Bytes", "SHA-256"]
    return {path: digest for path, _, digest in rows[1:]}


def test_every_member_is_in_the_manifest_and_has_the_hash_that_it_says(council):
    council.attach(council.file())
    council.attach(some_evidence("A note"))
    council.attach(
        some_evidence("A link", kind="link", url="https://northmere.example/a", note="Seen in May")
    )
    add_audit_to(
        by=SYSTEM, action=council.bare, today=council.today, facts=AuditFacts("Supervision", cases=12)
    )
    found = packed(council.facts())
    told = listed(found)
    assert set(told) | {"manifest.csv"} == set(found.namelist())
    for path, digest in told.items():
        assert hashlib.sha256(found.read(path)).hexdigest() == digest, path
    assert len(found.namelist()) == len(set(found.namelist()))
    assert found.testzip() is None
    folders = {path.partition("/")[0] for path in told if "/" in path}
    assert folders == {
        "01-finding-1-the-timeliness-of-decisions-at-the",
        "02-finding-2-the-quality-and-frequency-of-supervision",
    }


def test_a_shared_file_lies_once_and_the_other_finding_says_where(council):
    piece = council.attach(council.file())
    found = packed(council.facts())
    first = [name for name in found.namelist() if name.startswith("01-")]
    second = [name for name in found.namelist() if name.startswith("02-")]
    assert first == [
        f"01-finding-1-the-timeliness-of-decisions-at-the/evidence-{piece.pk}-version-1-terms.pdf"
    ]
    assert found.read(first[0]) == b"%PDF-1.4 terms"
    assert second == [
        f"02-finding-2-the-quality-and-frequency-of-supervision/evidence-{piece.pk}-version-1-terms.pdf.txt"
    ]
    assert first[0] in found.read(second[0]).decode()


def test_the_index_gives_the_words_the_actions_the_evidence_and_names_what_is_missing(council):
    council.attach(council.file(title="Terms of <b>reference</b>"))
    found = packed(council.facts())
    page = found.read("index.html").decode()
    assert council.findings[0].text in page and "Terms of &lt;b&gt;reference&lt;/b&gt;" in page
    assert (
        "Hold a weekly panel" in page
        and "No evidence yet" in page
        and "No action answers this finding" in page
    )
    assert "2 of 3 findings have evidence" in page and "<script" not in page
    assert council.facts().set_hash in page
    sheet = openpyxl.load_workbook(io.BytesIO(found.read("index.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    by_action = {(row[0], row[3]): row for row in rows}
    assert by_action["finding 1", "Action 1"][8:11] == ["Terms of <b>reference</b>", "File", 1]
    assert by_action["finding 2", "Action 2"][8] == "No evidence yet"
    assert by_action["finding 3", None][4] == "No action answers this finding"


def test_the_same_record_makes_the_same_bytes(council):
    council.attach(council.file())
    council.attach(some_evidence("A note"))
    made = []
    for _ in range(2):
        out = io.BytesIO()
        pack.write_pack(council.facts(), out)
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_a_pack_of_an_earlier_day_holds_the_version_of_that_day(council):
    past = council.today - 30 * DAY
    plan = a_plan("Older plan", answers=(council.inspection,), today=past)
    action = an_action(plan, "Hold a panel", today=past)
    link_finding(by=SYSTEM, plan=plan, action=action, finding=council.findings[0], today=past)
    evidence = some_evidence("Terms", today=past, note="First", expires=past + DAY)
    attach_evidence(by=SYSTEM, action=action, evidence=evidence, today=past)
    Version.objects.update(at=timezone.now() - 30 * DAY)
    commands.add_version(
        by=SYSTEM, evidence=evidence, kind="note", note="Second", reason="Newer", today=council.today
    )
    commands.withdraw_evidence(by=SYSTEM, evidence=evidence, reason="Superseded", today=council.today)
    unlink_finding(by=SYSTEM, plan=plan, action=action, finding=council.findings[0], reason="Met by another")

    def on(day: date) -> Any:
        return visit_facts(
            SYSTEM, inspection=council.inspection.number, plan=plan.number, as_at=day
        ).findings[0]

    then = on(past + 5 * DAY).actions[0].pieces[0]
    assert then.version == 1 and then.paths and then.expires == past + DAY
    assert any("had to be renewed" in remark for remark in then.remarks)
    assert any("withdrawn" in remark and "Superseded" in remark for remark in then.remarks)
    assert on(council.today).actions == ()
    assert on(past - DAY).actions == ()


def test_withdrawn_evidence_is_named_and_its_content_is_not_given(council):
    evidence = council.attach(council.file())
    commands.withdraw_evidence(by=SYSTEM, evidence=evidence, reason="Figures were wrong", today=council.today)
    facts = council.facts()
    assert facts.members == () and not facts.findings[0].evidenced
    assert "Figures were wrong" in packed(facts).read("index.html").decode()


def test_what_was_recorded_after_the_day_says_so(council):
    council.attach(some_evidence("Terms"))
    Version.objects.update(at=timezone.now() + 3 * DAY)
    assert "after this day" in council.facts().findings[0].pieces[0].remarks[0]


def test_who_may_see_less_gets_less_and_is_told_so(council):
    council.attach(council.file(b"%PDF-1.4 a", "Ours"))
    council.attach(council.file(b"%PDF-1.4 b", "Of others"), council.bare)
    with pytest.raises(NotFound):
        council.facts(a_user(cast.OWNER, over=council.board))
    reader = a_user(cast.READER, over=council.inspection)
    with pytest.raises(NotFound):
        council.facts(reader)
    a_user(cast.READER, over=council.panel)
    reader.forget_rights()
    facts = council.facts(reader)
    assert {piece.title for one in facts.findings for piece in one.pieces} == {"Ours"}
    assert "Of others" not in packed(facts).read("index.html").decode()
    a_user(cast.READER, over=council.plan)
    reader.forget_rights()
    assert {piece.title for one in council.facts(reader).findings for piece in one.pieces} == {
        "Ours",
        "Of others",
    }


def test_a_piece_that_the_asker_may_not_see_is_counted_only(council, monkeypatch):
    piece = council.attach(council.file())
    from sightline.domain.evidence.models import EvidenceQuerySet

    monkeypatch.setattr(EvidenceQuerySet, "visible_to", lambda rows, user: rows.exclude(pk=piece.pk))
    facts = council.facts()
    page = packed(facts).read("index.html").decode()
    assert facts.members == () and "1 piece of evidence not shown" in page and "Terms" not in page


def test_a_stored_file_that_was_altered_stops_the_pack(council):
    piece = council.attach(council.file())
    place = path_of(piece.file)
    os.chmod(place, 0o640)
    place.write_bytes(b"%PDF-1.4 other")
    with pytest.raises(Unreadable, match="not what was stored"):
        packed(council.facts())
    place.unlink()
    with pytest.raises(Unreadable, match="missing"):
        packed(council.facts())


def test_a_pack_that_is_too_large_is_refused_in_a_sentence(council, monkeypatch):
    council.attach(council.file())
    monkeypatch.setattr(pack, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="at most 0 MB") as refused:
        packs.ask_for_pack(
            by=SYSTEM, inspection=council.inspection.number, plan=council.plan.number, as_at=council.today,
            today=council.today,
        )  # fmt: skip
    assert "No pack was made" in refused.value.sentence and not Job.objects.exists()


def test_a_plan_that_answers_another_inspection_gives_no_pack(council):
    other = a_plan("Plan of another service", today=council.today)
    with pytest.raises(Refused, match="does not answer") as refused:
        packs.ask_for_pack(
            by=SYSTEM, inspection=council.inspection.number, plan=other.number, as_at=council.today,
            today=council.today,
        )  # fmt: skip
    assert refused.value.field == "plan" and not Job.objects.exists()
    link_finding(
        by=SYSTEM, plan=other, action=an_action(other, "One answer", today=council.today),
        finding=council.findings[0], today=council.today,
    )  # fmt: skip
    packs.ask_for_pack(
        by=SYSTEM,
        inspection=council.inspection.number,
        plan=other.number,
        as_at=council.today,
        today=council.today,
    )


def test_who_asked_for_which_evidence_stays_in_the_record(council):
    council.attach(council.file())
    by = a_user(cast.AUDITOR)
    asked = {"inspection": council.inspection.number, "plan": council.plan.number, "as_at": council.today}
    packs.ask_for_pack(by=by, today=council.today, **asked)
    event = Event.objects.get(command="packs.request_pack")
    assert event.actor_name == by.name
    assert council.facts().set_hash in event.entries_text, "the same evidence that the pack gives"


def test_the_page_of_an_inspection_leads_to_the_pack_with_the_inspection_chosen(council, client):
    client.force_login(a_user(cast.AUDITOR))
    at = f"/visit/?inspection={council.inspection.number}"
    assert at in client.get(f"/inspections/{council.inspection.number}/").content.decode()
    chosen = client.get(at).content.decode()
    assert f'<option value="{council.inspection.number}" selected' in chosen


@pytest.mark.parametrize("number", [1, 25])
def test_the_facts_cost_the_same_whatever_there_is(council, number, statements):
    for place in range(number):
        council.attach(council.file(f"%PDF-1.4 {place}".encode()))
        more = an_action(council.plan, f"More {place}", today=council.today)
        link_finding(
            by=SYSTEM, plan=council.plan, action=more, finding=council.findings[2], today=council.today
        )
    with statements(22):
        council.facts()


# Pages ---------------------------------------------------------------------------------------------------------------


def sent(council: Council, **changes: str) -> dict[str, str]:
    today = council.today
    return {
        "inspection": str(council.inspection.number), "plan": str(council.plan.number), "as_at-day": str(today.day),
        "as_at-month": str(today.month), "as_at-year": str(today.year),
    } | changes  # fmt: skip


@pytest.fixture
def auditor(client: Any) -> Any:
    client.force_login(a_user(cast.AUDITOR))
    return client


def test_a_pack_is_asked_for_made_by_the_worker_and_fetched_by_who_asked(auditor, council, client):
    council.attach(council.file())
    asked = auditor.post("/visit/", sent(council))
    job = Job.objects.get()
    assert asked["Location"] == f"/visit/?made={job.pk}"
    assert "You need not stay" in auditor.get(asked["Location"]).content.decode()
    assert auditor.get(f"/visit/pack.zip?made={job.pk}").status_code == 404
    assert run_next()
    page = auditor.get(asked["Location"]).content.decode()
    assert "The pack is ready" in page and "2 of 3 findings have evidence" in page
    answer = auditor.get(f"/visit/pack.zip?made={job.pk}")
    assert answer["Content-Type"] == "application/zip" and answer["Content-Disposition"].startswith(
        "attachment"
    )
    found = zipfile.ZipFile(io.BytesIO(body(answer)))
    assert listed(found).keys() | {"manifest.csv"} == set(found.namelist())
    client.force_login(a_user(cast.ADMINISTRATOR))
    assert client.get(f"/visit/pack.zip?made={job.pk}").status_code == 404
    assert client.get(f"/visit/?made={job.pk}").status_code == 404


def test_a_pack_that_could_not_be_made_says_why_and_can_be_asked_for_again(auditor, council):
    piece = council.attach(council.file())
    auditor.post("/visit/", sent(council))
    path_of(piece.file).unlink()
    run_next()
    page = auditor.get(f"/visit/?made={Job.objects.get().pk}").content.decode()
    assert "missing from the server" in page and "Make the pack" in page


def test_a_day_to_come_and_a_wrong_choice_are_said_at_the_form(auditor, council):
    later = council.today + DAY
    answer = auditor.post(
        "/visit/",
        sent(
            council,
            **{"as_at-day": str(later.day), "as_at-month": str(later.month), "as_at-year": str(later.year)},
        ),
    )
    assert answer.status_code == 422 and "a day to come" in answer.content.decode()
    assert auditor.post("/visit/", sent(council, inspection="999")).status_code == 422
    for made in ("x", "999999", "9" * 30):
        assert auditor.get(f"/visit/pack.zip?made={made}").status_code == 404
    assert not Job.objects.exists()


def test_the_command_line_writes_the_same_pack_once(council, tmp_path, capsys):
    council.attach(council.file())
    reader = a_user(cast.AUDITOR)
    place, out = tmp_path / "pack.zip", io.BytesIO()
    pack.write_pack(council.facts(reader), out)
    words = ["visit", "--inspection", str(council.inspection.number), "--plan", str(council.plan.number)]
    assert command_line.main([*words, "--for", reader.email, str(place)]) == 0
    assert "2 of 3 findings have evidence" in capsys.readouterr().out
    assert place.read_bytes() == out.getvalue()
    assert Event.objects.get(command="packs.write_for").actor_name == reader.name
    assert command_line.main([*words, "--for", reader.email, str(place)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert command_line.main([*words, "--for", "nobody@northmere.example", str(tmp_path / "b.zip")]) == 1
    assert "No account" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pack.zip"]
