"""The reference of the checks: as data for a page of the product, and as Markdown for docs/reference."""

from __future__ import annotations

from dataclasses import dataclass

from .facts import COLUMNS
from .rules import Rule, all_rules
from .rules.registry import SEVERITIES, SUBJECTS, CheckSettings
from .rules.waiving import LONGEST_DAYS, NEVER_WAIVED

SEVERITY_WORDS = {
    "error": "An error: the plan contradicts itself, or leaves out what every action needs.",
    "warning": "A warning: something is missing or at risk, and somebody should look.",
    "advice": "Advice: worth a thought.",
}


@dataclass(frozen=True)
class Section:
    """The checks of one subject, in the order of their codes."""

    title: str
    rules: tuple[Rule, ...]


def sections() -> tuple[Section, ...]:
    """All checks by subject, for a page that lists them. `Rule.anchor` is the id of each one's heading."""
    return tuple(
        Section(title, tuple(rule for rule in all_rules() if rule.code[2] == digit))
        for digit, title in SUBJECTS.items()
    )


def as_markdown() -> str:
    """docs/reference/checks.md, the same for the same code."""
    lines = [*_introduction(), *_settings()]
    for section in sections():
        lines += [f"## {section.title}", ""]
        for rule in section.rules:
            lines += _rule(rule)
    return "\n".join(lines).rstrip() + "\n"


def _introduction() -> list[str]:
    rules = all_rules()
    counts = ", ".join(f"{sum(rule.severity == one for rule in rules)} {one}" for one in SEVERITIES)
    return [
        "# Checks of a plan",
        "",
        "<!-- Written by tools/generate_checks.py from sightline/domain/checks/rules. Do not edit. -->",
        "",
        f"Sightline checks a plan with {len(rules)} rules ({counts}). The same rules run on a plan in the database, on",
        "the page “Check this plan”, and on a plan file that was never imported (`sightline check FILE`).",
        "",
        *(f"- {words}" for words in SEVERITY_WORDS.values()),
        "",
        f"A problem can be waived with a reason and an end, at most {LONGEST_DAYS} days ahead. When the waiver has run",
        "out the problem is shown again and says so. "
        + " ".join(f"{c}: {w}" for c, w in NEVER_WAIVED.items()),
        "",
        "A code is for ever: a check that is retired leaves its number unused.",
        "",
    ]


def _settings() -> list[str]:
    stated = CheckSettings()
    meaning = {
        "days_until_stale": "days without an update after which an open action is stale",
        "slips_allowed": "times that a due date may move later",
        "owner_changes_allowed": "times that the owner may change",
        "actions_an_owner_can_lead": "open actions that one owner can lead",
        "findings_an_action_can_answer": "findings that one action can answer",
        "actions_in_a_plan": "actions that a plan can hold",
        "days_before_due_to_start": "days before its date by which an action should have been started",
        "days_to_check_what_is_done": "days after which what is done should have been verified",
        "share_on_one_day": "share of the dated actions due on one day, where there are at least ten",
    }
    rows = [f"| `{name}` | {getattr(stated, name)} | {words} |" for name, words in meaning.items()]
    return ["| Setting | As installed | Meaning |", "|---|---|---|", *rows, ""]


def _rule(rule: Rule) -> list[str]:
    lines = [
        f'<a id="{rule.anchor}"></a>',
        "",
        f"### {rule.code} {rule.title}",
        "",
        f"**{rule.severity.capitalize()}**, about {_about(rule.kind)}.",
        "",
        rule.why,
        "",
        f"- To mend it: {rule.mend}",
        f"- Passes: {rule.passes.words}",
        f"- Fails: {rule.fails.words}",
    ]
    if rule.needs:
        lines.append(f"- A file must state: {'; '.join(COLUMNS[name] for name in rule.needs)}.")
    if rule.source:
        lines.append(f"- Where this comes from: {rule.source}.")
    return [*lines, ""]


def _about(kind: str) -> str:
    return {"plan": "the plan", "column": "a column of a file", "funding": "a source of funding"}.get(
        kind, ("an " if kind[0] in "aeiou" else "a ") + kind
    )
