"""One of everything that has an address, and the people of the table of addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.test.client import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from sightline.domain.checks.commands import waive_check
from sightline.domain.evidence.commands import AuditFacts, add_evidence_for_criterion, add_file_as_evidence
from sightline.domain.inspections.commands import withdraw_finding
from sightline.domain.meetings.commands import MeetingChoice, register_paper, say_meeting
from sightline.domain.plans.commands import (
    add_comment,
    add_milestone,
    add_part,
    attach_evidence,
    certify_carry_over,
    dispose_action,
    draw_sample,
    freeze_version,
    give_reason,
    link_finding,
    link_theme,
    record_reply,
    record_update,
    set_plan_body,
    submit_plan,
)
from sightline.domain.plans.commands.evidence import add_audit_to
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Plan
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job
from sightline.work.calendars.commands import make_feed
from sightline.work.handover.commands import hand_over_body
from sightline.work.imports.commands.tables import dry_run, remember_column
from sightline.work.imports.models import Reading
from sightline.work.notices.tokens import token_of
from tests import cast, plan_papers
from tests.agenda_factories import an_agenda_with_everything
from tests.connecting_factories import PANEL, a_listed_meeting, a_set_connection
from tests.deciding_factories import an_asked_action
from tests.factories import (
    SYSTEM,
    a_body,
    a_council,
    a_holding,
    a_person,
    a_plan,
    a_post,
    a_strategy,
    a_theme,
    a_user,
    an_action,
    an_inspection,
)
from tests.governance_factories import a_criterion, a_deputy, a_seat, all_to
from tests.integration.imports.minutes_papers import minutes_read
from tests.integration.imports.papers import a_reading
from tests.integration.meetings.papers import MINUTES
from tests.interventions_factories import (
    a_focus_area,
    a_paper,
    a_review,
    an_intervention,
    an_official,
    some_advice,
)
from tests.meeting_factories import a_meeting_with_everything
from tests.notices_factories import two_links
from tests.promise_factories import a_promise

# In the order of the columns of the table.
ROLES: dict[str, cast.Player | None] = {
    "administrator": cast.ADMINISTRATOR,
    "programme office": cast.PROGRAMME_OFFICE,
    "director": cast.DIRECTOR,
    "owner within a body": cast.OWNER,
    "chair": cast.CHAIR,
    "auditor": cast.AUDITOR,
    "reader": cast.READER,
    "no role": cast.STRANGER,
    "nobody": None,
}


@dataclass
class World:
    """A plan with an action of a body and one that is not, an inspection, papers on their way in.

    values  for each name of an address what stands in it
    sent    what is sent to an address that needs something
    """

    plan: Plan
    values: dict[str, dict[str, Any]]
    sent: dict[str, dict[str, Any]]
    body: Any

    def client(self, role: str) -> Client:
        client, player = Client(), ROLES[role]
        if player is not None:
            over = self.body if player is cast.OWNER else None
            user = a_user(player, over=over)
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def address(self, name: str) -> str:
        given = self.values.get(name, {})
        query = given.get("query", "")
        return reverse(name, kwargs={key: value for key, value in given.items() if key != "query"}) + query


def names() -> dict[str, tuple[str, ...]]:
    """Every name of the URL conf, with what stands in its address."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(patterns: Any, space: str) -> None:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                parts = pattern.pattern.converters or pattern.pattern.regex.groupindex
                found[f"{space}{pattern.name}"] = tuple(parts)

    walk(get_resolver().url_patterns, "")
    return found


def make_world() -> World:
    a_council()
    today = timezone.localdate()
    inspection = an_inspection()
    other = an_inspection()
    answered, themed, reasoned = inspection.findings.order_by("number")
    before = a_plan("The plan before", today=today)
    body = a_body("Safeguarding Partnership")
    old = an_action(before, "Hold a panel every month", today=today, bodies=(("deliver", body.pk),))
    plan = a_plan("Improvement plan", answers=(inspection,), today=today, follows=before)
    theme = a_theme(plan, "Front door")
    post = a_post("Head of Housing")
    action = an_action(
        plan, "Hold a weekly panel", today=today, theme_id=theme.pk, bodies=(("deliver", body.pk),),
        owners=(OwnerDraft(post_id=post.pk),),
    )  # fmt: skip
    an_action(plan, "Train managers", today=today)
    dispose_action(by=SYSTEM, plan=plan, action=old, kind="carried", targets=[action], today=today)
    certificate = certify_carry_over(by=SYSTEM, plan=plan, today=today)
    link_finding(by=SYSTEM, plan=plan, action=action, finding=answered, today=today)
    link_theme(by=SYSTEM, plan=plan, theme=theme, finding=themed)
    give_reason(by=SYSTEM, plan=plan, finding=reasoned, reason="Met before the plan began.")
    update = record_update(by=a_user(cast.ADMINISTRATOR), action=action, today=today, text="Terms agreed.")
    evidence = add_file_as_evidence(
        by=SYSTEM,
        title="Terms",
        stream=BytesIO(b"Terms of reference"),
        name="terms.txt",
        today=today,
        within=action,
    )
    attach_evidence(by=SYSTEM, action=action, evidence=evidence, today=today)
    audited = add_audit_to(by=SYSTEM, action=action, today=today, facts=AuditFacts("Supervision", cases=12))
    waiver = waive_check(
        by=SYSTEM, plan=plan, code="SL301", kind="action", key=str(action.pk), label="Action 1",
        reason="It waits for the contract.", expires=today + timedelta(days=30), today=today,
    )  # fmt: skip
    withdraw_finding(by=SYSTEM, finding=other.findings.first(), reason="Printed twice.", today=today)
    person = a_person()
    seat = a_seat(body)
    deputy, criterion, gone = a_deputy(seat), a_criterion(body), a_body("A group that ended")
    shown = add_evidence_for_criterion(
        by=SYSTEM, criterion=criterion, today=today, title="Letter", kind="note", note="It is assured."
    )
    handed = hand_over_body(
        by=SYSTEM,
        body=gone,
        until=today,
        reason="Its work is done",
        today=today,
        **all_to("body", gone, None, until=today),
    )
    holding = a_holding(cast.READER)
    used_link, link = two_links(plan, holding, today)
    user = a_user(cast.LEAD_MEMBER)
    grant = user.grants.get()
    job = Job.objects.filter(
        pk=enqueue("audit.verify", by=a_user(cast.ADMINISTRATOR), what="Verifying").pk
    ).get()
    reading = a_reading()
    minutes = minutes_read()
    inspection.file = reading.file
    inspection.save()
    table = plan_papers.a_reading(plan_papers.exported(plan, "xlsx", _spoil))
    dry_run(by=SYSTEM, table=plan_papers.a_table(table, plan), today=today)
    strategy = a_strategy()
    column = remember_column(by=SYSTEM, header="Our own words", field="own")
    paper = register_paper(
        by=SYSTEM, paper=replace(MINUTES, body_id=body.pk), file=reading.file, today=today, name="minutes.pdf"
    )
    told = say_meeting(by=SYSTEM, paper=paper, choice=MeetingChoice("new"), today=today)
    unsaid = register_paper(
        by=SYSTEM, paper=replace(MINUTES, body_id=body.pk, date=date(2024, 7, 4)), file=None, today=today
    )
    intervention = an_intervention(kind="adviser", paper=a_paper(), conditions=("One board",))
    condition, official = intervention.conditions.get(), an_official(intervention)
    review, focus = a_review(intervention, today), a_focus_area(intervention)
    advice = some_advice(intervention, focus=focus)
    asked = an_asked_action(plan, deliver=body, today=today, owner=cast.OTHER_OWNER)
    plan_body = set_plan_body(
        by=SYSTEM, plan=plan, body=a_body("Scrutiny Committee"), role="adopt", today=today
    )
    sample = draw_sample(by=SYSTEM, plan=plan, of="all", size=1, today=today)
    aim = add_part(by=SYSTEM, plan=plan, part="aim", title="Safe sooner")
    version = freeze_version(by=SYSTEM, plan=plan, today=today)
    milestone = add_milestone(by=SYSTEM, plan=plan, title="Adopted by the board", today=today)
    submission = submit_plan(
        by=SYSTEM, plan=plan, version=version, to_whom="The inspectorate", on=today, today=today
    )
    reply = record_reply(
        by=SYSTEM, plan=plan, submission=submission, says="reflects", on=today, today=today,
        stream=BytesIO(b"A letter"), name="letter.txt",
    )  # fmt: skip
    met = a_meeting_with_everything(body, post, today=today)
    agenda = an_agenda_with_everything(met["meeting"], body, today=today)
    reads = a_user(cast.ADMINISTRATOR)
    calendar, secret = make_feed(by=reads, user=reads, covers="all")
    promise = a_promise(body, kind="recommend")
    remark = add_comment(by=SYSTEM, about=action, text="By when?", today=today)
    asked_of = add_comment(by=SYSTEM, about=answered, text="Is it still so?", today=today)
    elsewhere = a_listed_meeting(a_set_connection(today), today, today - timedelta(days=20))
    sent = {"plan-finding-theme": {"theme": str(theme.pk)}}
    return World(plan, _values(locals()), sent, body)


def _spoil(headers: list[str], rows: list[list[Any]]) -> None:
    """One row of the table says what nobody understands, so that it is refused."""
    rows[0][headers.index("Delivery status")] = "Nearly there"


def _values(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What stands in each address, from the names of its parts and of what was made."""
    plan, inspection = made["plan"], made["inspection"]
    of_plan = {"number": plan.number}
    of_action = {**of_plan, "action_number": 1}
    of_body = {"key": made["body"].pk}

    def finding(which: str) -> dict[str, Any]:
        return {**of_plan, "inspection": inspection.number, "finding": made[which].number}

    special: dict[str, dict[str, Any]] = {
        "plan-scope-leave": {**of_plan, "inspection": inspection.number},
        "plan-part-add": {**of_plan, "kind": "theme"},
        "plan-part": {**of_plan, "kind": "aim", "key": made["aim"].pk},
        "action-update-correct": {**of_action, "key": made["update"].pk},
        "action-evidence-file": {**of_action, "key": made["evidence"].pk},
        "action-evidence-detach": {**of_action, "key": made["evidence"].pk},
        "evidence-file": {"key": made["evidence"].pk, "version": 1},
        "practice-audit-correct": {"key": made["audited"].evidence_id},
        "actions-change": {**of_plan, "query": "?chosen=1"},
        "plan-finding-unlink": {**finding("answered"), "action_number": 1},
        "plan-finding-theme-leave": {**finding("themed"), "key": made["theme"].pk},
        "plan-finding-reason-withdraw": finding("reasoned"),
        "plan-coverage-file": {**of_plan, "kind": "csv"},
        "plan-sign-off-file": {**of_plan, "kind": "csv"},
        "plan-body-end": {**of_plan, "key": made["plan_body"].pk},
        "plan-sample": {**of_plan, "sample_number": made["sample"].number},
        "plan-sample-file": {**of_plan, "sample_number": made["sample"].number, "kind": "csv"},
        "action-request-take-back": {**of_plan, "action_number": made["asked"].action.number},
        "body-work-file": {"key": made["body"].pk, "kind": "csv"},
        "plan-check-file": {**of_plan, "kind": "csv"},
        "plan-carry-over-file": {**of_plan, "kind": "csv"},
        "plan-carry-over-action": of_action,
        "plan-carry-over-undo": of_action,
        "certificate": {"number": made["certificate"].number},
        "certificate-file": {"number": made["certificate"].number},
        "plan-check-waive": {
            **of_plan,
            "query": f"?code=SL201&kind=action&key={plan.actions.get(number=2).pk}",
        },
        "plan-waiver-end": {**of_plan, "key": made["waiver"].pk},
        **{
            key: {**of_plan, "version": 1}
            for key in ("plan-version", "plan-version-json", "plan-version-xlsx")
        },
        "plan-making-reply": {**of_plan, "key": made["submission"].pk},
        "plan-making-letter": {**of_plan, "key": made["reply"].pk},
        **{
            f"plan-milestone-{do}": {**of_plan, "key": made["milestone"].pk}
            for do in ("move", "reach", "take-out")
        },
        "plan-compare": {**of_plan, "query": "?from=v1&to=now"},
        "plan-compare-file": {**of_plan, "kind": "csv", "query": "?from=v1&to=now"},
        "plan-since": {**of_plan, "body": made["body"].pk},
        "plan-acceptance": {**of_plan, "body": made["body"].pk},
        "plan-propose": {**of_plan, "body": made["body"].pk},
        **{f"action-comment-{do}": {**of_action, "key": made["remark"].pk} for do in ("answer", "settle")},
        **{
            f"finding-comment-{do}": {
                "number": inspection.number,
                "finding": made["answered"].number,
                "key": made["asked_of"].pk,
            }
            for do in ("answer", "settle")
        },
        "framework": {"edition": "ilacs-2018"},
        "finding-restore": {"number": made["other"].number, "finding": 1},
        "strategy-end": {"key": made["strategy"].pk},
        "holding-leave": {"key": made["holding"].pk},
        **{
            f"seat-{name}": {**of_body, "seat": made["seat"].pk}
            for name in ("fill", "change", "vacate", "end")
        },
        "seat-add": of_body,
        "deputy-add": {**of_body, "seat": made["seat"].pk},
        "deputy-end": {**of_body, "deputy": made["deputy"].pk},
        "criterion-add": of_body,
        "criterion-meet": {**of_body, "criterion": made["criterion"].pk},
        "criterion-drop": {**of_body, "criterion": made["criterion"].pk},
        "criterion-evidence": {**of_body, "criterion": made["criterion"].pk},
        "criterion-evidence-add": {**of_body, "criterion": made["criterion"].pk},
        "criterion-evidence-end": {
            **of_body,
            "criterion": made["criterion"].pk,
            "piece": made["shown"].evidence_id,
        },
        **{
            key: {"number": made["handed"].number} for key in ("hand-over", "hand-over-csv", "hand-over-xlsx")
        },
        "body-lines": {},
        **{
            f"meeting-paper-{do}": {
                "number": made["met"]["meeting"].number,
                "item": made["agenda"]["paper"].item.number,
                "paper": made["agenda"]["paper"].number,
            }
            for do in ("file", "word", "up", "down", "off")
        },
        "meeting-speaking-withdraw": {
            "number": made["met"]["meeting"].number,
            "item": made["agenda"]["speaking"].item.number,
            "key": made["agenda"]["speaking"].pk,
        },
        "programme-take-in": {"number": made["promise"].number},
        "meeting-figure-back": {
            "number": made["met"]["figure"].meeting.number,
            "key": made["met"]["figure"].pk,
        },
        "body-phrase-away": {"key": made["body"].pk, "phrase": made["met"]["phrase"].pk},
        "promise-take-up": {"key": f"meeting-{made['met']['decision'].outcome.pk}"},
        "user-role-take-back": {"number": made["user"].pk, "grant": made["grant"].pk},
        "audit-event": {"number": 1},
        "import-uploaded": {"number": made["reading"].upload_id},
        "import-accept-several": {"number": made["reading"].upload_id},
        "import-quality": {"number": made["reading"].upload_id, "kind": "csv"},
        "import-finding": {"number": made["reading"].pk, "key": _first(made["reading"], "passages")},
        "import-take": {"number": made["reading"].pk, "key": _first(made["reading"], "passages")},
        "import-judgement": {"number": made["reading"].pk, "key": _first(made["reading"], "judgements")},
        "inspection-page": {"number": inspection.number, "page": 1},
        "inspection-page-picture": {"number": inspection.number, "page": 1},
        "paper-picture": {"number": made["paper"].number, "page": 1},
        "paper-file": {"number": made["paper"].number, "position": 1},
        "meeting-printed": {"number": made["told"].meeting.number},
        "paper-meeting": {"number": made["unsaid"].number},
        "paper-decide": {"number": made["paper"].number, "outcome": 1},
        "paper-part-correct": {"number": made["paper"].number, "part": "outcome", "of": 1},
        "import-page": {"number": made["reading"].pk, "page": 1},
        "import-lesson": {"key": made["column"].pk},
        "import-paper-facts": {"number": made["minutes"].pk},
        "import-paper-accept": {"number": made["minutes"].pk},
        "import-entry-add": {"number": made["minutes"].pk},
        "import-entry": {"number": made["minutes"].pk, "key": "resolution-1"},
        "import-entry-take": {"number": made["minutes"].pk, "key": "resolution-1"},
        "column-forget": {"key": made["column"].pk},
        **{
            f"intervention-{name}": {"number": made["intervention"].number, "key": key}
            for name, key in (
                ("condition-met", made["condition"].number),
                ("condition-reopen", made["condition"].number),
                ("official-left", made["official"].pk),
                ("review-held", made["review"].pk),
                ("focus-end", made["focus"].pk),
                ("advice-answer", made["advice"].number),
            )
        },
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
    }
    by_start: tuple[tuple[str, dict[str, Any]], ...] = (
        ("plan-finding-", finding("answered")),
        ("plan-findings", of_plan),
        ("plan-finding", finding("answered")),
        ("plan-new", {}),
        ("plan", of_plan),
        ("action", of_action),
        ("evidence-", {"key": made["evidence"].pk}),
        ("inspection", {"number": inspection.number}),
        ("intervention", {"number": made["intervention"].number}),
        ("findings-", {"number": inspection.number}),
        ("finding", {"number": inspection.number, "finding": 1}),
        (
            "meeting",
            {
                "number": made["met"]["meeting"].number,
                "item": 1,
                "version": 1,
                "key": made["met"]["correction"].pk,
            },
        ),
        ("decision", {"number": made["met"]["decision"].number, "key": made["body"].pk}),
        ("programme", {"number": made["agenda"]["entry"].number}),
        ("promise", {"number": made["promise"].number}),
        ("delegation", {"number": made["met"]["delegation"].number}),
        ("calendar", {"key": made["calendar"].pk, "token": made["secret"]}),
        ("user", {"number": made["user"].pk}),
        ("job", {"number": made["job"].pk}),
        ("committee-system-match", {"key": PANEL}),
        ("committee-system", {"key": made["elsewhere"].key, "number": made["elsewhere"].lines.get().turn_id}),
        ("outbox", {"key": made["link"].message_id}),
        ("update-link", {"key": made["link"].pk}),
        ("by-link-sent", {"token": token_of(made["used_link"].nonce)}),
        ("by-link", {"token": token_of(made["link"].nonce)}),
        ("body", {"key": made["body"].pk}),
        ("post", {"key": made["post"].pk}),
        ("person", {"key": made["person"].pk}),
        ("paper", {"number": made["paper"].number}),
        ("import", {"number": made["reading"].pk}),
        ("table", {"number": made["table"].pk}),
    )
    values = {}
    for name, parts in names().items():
        given = special.get(name.split(":")[-1]) or next(
            (one for start, one in by_start if name.split(":")[-1].startswith(start)), {}
        )
        values[name] = {key: value for key, value in given.items() if key in parts or key == "query"}
    return values


def _first(reading: Reading, kind: str) -> str:
    assert reading.draft
    return str(reading.draft[kind][0]["key"])
