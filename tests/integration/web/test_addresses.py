"""Every address with every role. An address without a row here fails: who may open it is decided, not found out.

A row is a name of the URL conf and one letter for each of world.ROLES, in their order:
    y  yes: the page answers, or what is sent is taken or answered with what is wrong with it
    h  sent on to another page, because this one is not for who is signed in (or not signed in)
    s  sent to the sign-in page
    f  forbidden: who sees the thing and may not do this is told so (403)
    n  there is no such page for them (404)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test.client import Client
from django.urls import reverse

from .world import ROLES, World, make_world, names

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#                     administrator, office, director, owner within a body, chair, auditor, reader, no role, nobody
EVERYBODY = "y y y y y y y y y"
STRANGERS = "h h h h h h h h y"  # pages for who is not signed in
SIGNED_IN = "y y y y y y y y s"
SEES = "y y y y y y y n s"
SEES_WHOLE = "y y y n y y y n s"  # not for who sees some actions only
EDITS = "y y y f f f f n s"
EDITS_WHOLE = "y y y n f f f n s"
UPDATES = "y y y y f f f n s"
RECORDS = "y y y f y f f n s"  # what a meeting decided: the chair too
IMPORTS = "y y y n n n n n s"
JOBS = "y y n n n n n n s"
MANAGES = "y n n n n n n n s"
AUDITS = "y n y n n y n n s"
REDACTS = "y n f n n f n n s"
DRAWS = "y f f f f y f n s"
TALKS = "y y y y y f f n s"
TALKS_WHOLE = "y y y n y f f n s"

PAGES: dict[str, str] = {
    **dict.fromkeys(("accessibility", "council-style", "account_inactive"), EVERYBODY),
    **dict.fromkeys(
        (
            "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
            "account_reset_password_from_key_done",
        ),
        EVERYBODY,
    ),
    "calendar-feed": EVERYBODY,  # who has the address reads it, whoever is signed in
    **dict.fromkeys(("by-link", "by-link-sent"), EVERYBODY),  # who has the link is asked, whoever is signed in
    **dict.fromkeys(("front", "account_login"), STRANGERS),
    "account_logout": "y y y y y y y y h",
    **dict.fromkeys(
        (
            "home", "gallery", "gallery-list", "gallery-form", "account", "account_reauthenticate",
            "account_change_password", "help-checks", "notices", "calendars", "search", "search-history",
        ),
        SIGNED_IN,
    ),
    **dict.fromkeys(
        (
            "plan-carry-over", "plan-carry-over-file", "action-across",
            "plan-coverage", "plan-coverage-file", "plan-bodies", "plan-sign-off", "plan-sign-off-file", "plan-samples",
            "plan-sample", "plan-sample-file", "body-work", "body-work-file",
            "home-list", "plan-acceptance",
            "plans", "plan", "action", "action-evidence-file", "plan-findings", "plan-check", "plan-check-file", "inspections",
            "frameworks", "framework", "strategies", "plan-actions-xlsx", "plan-actions-csv",
 "plan-docx", "plan-paper", "plan-findings-xlsx", "plan-findings-csv", "bodies", "body", "body-lines", "body-history",
            "body-members-xlsx", "body-members-csv", "posts", "people",
            "papers", "papers-xlsx", "papers-csv", "outcomes", "outcomes-xlsx", "outcomes-csv",
            "interventions", "interventions-xlsx", "interventions-csv", "journey",
            "paper", "paper-source", "paper-picture", "paper-file", "meetings", "meetings-xlsx", "meetings-csv", "meeting",
            "meetings-calendar", "meeting-ics", "meeting-changes", "meeting-agenda", "meeting-agenda-docx", "meeting-paper-file",
            "programme", "programme-xlsx", "programme-csv", "programme-entry", "body-programme", "body-programme-docx",
            "meetings-calendar", "meeting-ics", "meeting-changes", "meetings-to-complete", "meeting-printed",
            "meeting-item", "meeting-minutes", "meeting-minutes-docx", "meeting-minutes-version", "decisions", "decisions-xlsx",
            "decisions-csv", "decision", "promises", "promises-xlsx", "promises-csv", "promise", "body-promises",
            "promises-mine", "meeting-brief",
            "evidence", "evidence-xlsx", "evidence-csv", "evidence-piece", "evidence-file", "practice-audits",
            "practice-audits-xlsx", "practice-audits-csv", "visit",
        ),
        SEES,
    ),
    **dict.fromkeys(
        ("journey-svg", "plan-certificates", "certificate", "certificate-file",
         "plan-making", "plan-making-letter", "plan-versions", "plan-version", "plan-version-json", "plan-version-xlsx",
        "plan-compare", "plan-compare-file",
        "plan-since", "plan-waivers", "inspection", "inspection-file", "inspection-page", "inspection-page-picture",
 "findings-xlsx", "findings-csv", "finding", "post", "person", "intervention", "intervention-file",
         "intervention-advice-xlsx", "intervention-advice-csv",
         "hand-over", "hand-over-csv", "hand-over-xlsx"), SEES_WHOLE
    ),
    **dict.fromkeys(
        (
            "plan-carry-over-action", "plan-carry-over-undo",
            "plan-body-add", "plan-body-end", "plan-review", "action-signs-off", "action-ask-sign-off",
            "action-request-take-back", "plan-proposals", "action-proposal",
            "plan-new", "plan-new-empty", "plan-new-findings", "plan-edit", "plan-scope", "plan-scope-leave",
            "plan-parts", "plan-part-add", "plan-part", "action-add", "actions-change", "action-edit", "action-owners",
            "action-bodies", "action-figures", "action-judge", "plan-finding", "plan-finding-unlink", "plan-finding-reason",
            "intervention-add",
            "inspection-add", "strategy-add", "body-add", "body-describe", "body-rename", "body-end", "body-hand-over",
            "body-terms", "criterion-add", "criterion-meet", "criterion-drop", "seat-add", "seat-fill", "seat-change",
            "seat-vacate", "seat-end", "deputy-add", "deputy-end", "post-add", "person-add",
            "paper-correct", "paper-part-correct", "paper-take-out", "paper-put-back", "evidence-add", "practice-audit-add",
        ),
        EDITS,
    ),
    **dict.fromkeys(
        (
            "intervention-correct", "intervention-revise", "intervention-end", "intervention-report", "intervention-paper",
            "intervention-inspections", "intervention-condition-add", "intervention-condition-met",
            "intervention-condition-reopen", "intervention-official-add", "intervention-official-left",
            "intervention-review-add", "intervention-review-held", "intervention-focus-add", "intervention-focus-end",
            "intervention-advice-add", "intervention-advice-answer",
            "plan-making-into-force", "plan-making-submit", "plan-making-reply", "plan-milestone-add", "plan-milestone-move",
            "plan-milestone-reach", "plan-milestone-take-out",
            "plan-check-waive", "plan-waiver-end", "inspection-correct", "inspection-received", "inspection-supersede",
            "finding-add", "finding-correct", "finding-withdraw", "finding-restore", "finding-supersede", "finding-reopen",
            "strategy-end", "post-rename", "post-end", "post-hand-over", "post-take-up", "holding-leave",
            "person-edit", "person-leave", "person-hand-over",
        ),
        EDITS_WHOLE,
    ),
    **dict.fromkeys(
        (
            "plan-update-together", "plan-propose",
            "action-update", "action-update-correct", "action-evidence-add", "action-evidence-detach", "evidence-replace",
            "evidence-edit", "evidence-withdraw", "evidence-support", "practice-audit-correct",
            "criterion-evidence", "criterion-evidence-add", "criterion-evidence-end", "promise-met", "promise-take-back",
            "promise-circulate",
        ),
        UPDATES,
    ),
    **dict.fromkeys(
        (
            "imports", "import-upload", "import-uploaded", "import-review", "import-facts", "import-finding", "import-judgement",
            "import-quality", "import-page", "import-file", "imports:paste", "imports:columns", "imports:table",
            "imports:table-names",
            "imports:table-rows", "imports:table-refused", "import-lessons", "import-lesson", "import-paper-facts",
            "import-entry-add", "import-entry", "import-entry-take",
        ),
        IMPORTS,
    ),
    **dict.fromkeys(
        (
            "meeting-call", "meeting-describe", "meeting-cancel", "meeting-move", "meeting-join", "meeting-order",
            "meeting-item-add", "meeting-paper-add", "meeting-paper-word", "meeting-paper-off", "meeting-speaking-add",
            "meeting-speaking-withdraw", "body-standing", "body-programme-add", "programme-entry-describe",
            "programme-entry-move", "programme-entry-place", "programme-entry-back", "programme-entry-drop",
            "programme-entry-again",
            "meeting-item-add", "paper-meeting", "paper-complete",
            "meeting-attendance", "meeting-item-edit", "meeting-item-close", "meeting-item-open",
            "meeting-item-off", "meeting-minute-write", "meeting-minute-correct",
            "meeting-correction-correct", "meeting-figure-mark", "meeting-figure-back", "body-style",
            "promises-take-up", "promise-take-up", "promise-add", "promise-state", "promise-date",
            "promise-words", "promise-notice", "promise-answer",
        ),
        EDITS,
    ),
    **dict.fromkeys(
        (
            "meeting-outcome", "meeting-several", "meeting-room-item",
            "decision-between", "decision-urgent", "delegation-use", "delegation-end",
            "paper-decide",
        ),
        RECORDS,
    ),
    **dict.fromkeys(("jobs", "job", "job-progress"), JOBS),
    **dict.fromkeys(
        ("outbox", "outbox-message", "outbox-test", "outbox-withdraw", "update-links", "update-link-withdraw"), JOBS
    ),
    **dict.fromkeys(
        ("users", "user-add", "user", "user-change", "user-password", "user-role-give", "user-deactivate", "settings",
         "backups"),
        MANAGES,
    ),
    **dict.fromkeys(
        (
            "committee-system", "committee-system-address", "committee-system-committees", "committee-system-match",
            "committee-system-log", "committee-system-turn", "committee-system-meetings", "committee-system-meeting",
        ),
        MANAGES,
    ),
    **dict.fromkeys(("audit", "audit-event"), AUDITS),
    **dict.fromkeys(("action-comment", "action-comment-answer", "action-comment-settle"), TALKS),
    **dict.fromkeys(("finding-comment", "finding-comment-answer", "finding-comment-settle"), TALKS_WHOLE),
    "audit-redact": REDACTS,
    "meeting-room": "h h h f h f f n s",  # on to the first item of which nothing is recorded
    "plan-sample-draw": DRAWS,
    "visit-pack": "n n n n n n n n s",  # a pack is for who had it made; tests/integration/web/test_visit.py
}  # fmt: skip

# Addresses that only take what is sent to them (POST); a look at them (GET) answers 405.
SENT: dict[str, str] = {
    "plan-making-certify": EDITS_WHOLE,
    **dict.fromkeys(
        (
            "plan-carry-over-follows", "plan-carry-over-certify",
            "plan-finding-link", "plan-finding-theme", "plan-finding-theme-leave", "plan-finding-reason-withdraw",
        ),
        EDITS,
    ),
    **dict.fromkeys(
        (
            "import-accept-several", "import-take", "import-accept", "import-put-aside", "import-take-up", "import-kind",
            "import-again", "import-paper-accept", "imports:table-apply", "imports:table-reason", "imports:column-forget",
        ),
        IMPORTS,
    ),
    **dict.fromkeys(
        ("meeting-paper-up", "meeting-paper-down", "programme-take-in", "programme-entry-considered"), EDITS
    ),
    **dict.fromkeys(
        (
            "meeting-send", "meeting-minutes-draft", "meeting-minutes-circulate", "meeting-room-here", "body-phrase-add",
            "body-phrase-away",
        ),
        EDITS,
    ),
    **dict.fromkeys(("job-start-again", "outbox-send-again", "update-links-send", "update-link-anew"), JOBS),
    **dict.fromkeys(("lockout-lift", "user-role-take-back", "user-reactivate"), MANAGES),
    **dict.fromkeys(
        ("committee-system-list", "committee-system-agenda", "committee-system-ask",
          "committee-system-pause", "committee-system-start"), MANAGES
    ),
    "audit-verify": AUDITS,
    "calendar-make": SIGNED_IN,
    "calendar-withdraw": "y n n n n n n n s",  # one's own only
    # Who is signed out meanwhile is told so at once, and what they typed is given back.
    "home-updates": "y y y y y y y y 401",
    "action-unsent": "y y y y f f f n 401",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return make_world()


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    there, rows = set(names()), {*PAGES, *SENT}
    assert not set(PAGES) & set(SENT)
    assert not there - rows, f"Say who may open these: {sorted(there - rows)}"
    assert not rows - there, f"There are no such addresses any more: {sorted(rows - there)}"


def test_every_address_answers_every_role_as_its_row_says(world: World) -> None:
    wrong = [sentence for role in ROLES for sentence in _wrong(world, role)]
    assert not wrong, "\n".join(wrong)


def _wrong(world: World, role: str) -> Iterator[str]:
    client, place = world.client(role), list(ROLES).index(role)
    for name, row in PAGES.items():
        address, expected = world.address(name), row.split()[place]
        if (found := _letter(_look(client, address))) != expected:
            yield f"{role}, {name} ({address}): {found} instead of {expected}"
        if expected in "fns" and (found := _letter(_send(client, address))) not in (expected, "405"):
            yield f"{role}, {name} ({address}): what is sent is answered {found} instead of {expected}"
    for name, row in SENT.items():
        address, expected = world.address(name), row.split()[place]
        if (found := _letter(_send(client, address, world.sent.get(name)))) != expected:
            yield f"{role}, {name} ({address}): {found} instead of {expected}"
        if expected == "y" and (looked := _look(client, address).status_code) != 405:
            yield f"{role}, {name} ({address}): a look at it answers {looked} instead of 405"


def _look(client: Client, address: str) -> Any:
    return _answer(client, "get", address)


def _send(client: Client, address: str, what: dict[str, str] | None = None) -> Any:
    return _answer(client, "post", address, what)


def _answer(client: Client, method: str, address: str, what: dict[str, str] | None = None) -> Any:
    """What is answered, without what it changed."""
    with transaction.atomic():
        response = getattr(client, method)(address, what)
        if response.streaming:
            list(response.streaming_content)  # read to its end, so that the file behind it is closed
        transaction.set_rollback(True)
    return response


def _letter(response: Any) -> str:
    status = response.status_code
    if status in (200, 422):
        return "y"
    if status == 302:
        to = response["Location"]
        if to.startswith(reverse("account_login")):
            return "s"
        return "y" if getattr(response, "request", {}).get("REQUEST_METHOD") == "POST" else "h"
    return {403: "f", 404: "n"}.get(status, str(status))
