"""The checks of a plan: an ordered list of small functions with stable codes, over frozen facts.

Plain Python: no database, no clock, no settings. To add a check see docs/how-to/add-a-check.md.
"""

from __future__ import annotations

from datetime import date

from ..facts import PlanFacts
from . import claims, coverage, dates, measures, people, sources, whole  # noqa: F401 (each enlists its checks)
from .registry import REGISTRY, SEVERITIES, CheckSettings, Context, Problem, Rule, apply

__all__ = ["CheckSettings", "Problem", "Rule", "all_rules", "check", "rule_for", "summary"]


def all_rules() -> tuple[Rule, ...]:
    """Every check, in the order of the codes."""
    return tuple(REGISTRY[code] for code in sorted(REGISTRY))


def rule_for(code: str) -> Rule | None:
    """The check with this code, or None."""
    return REGISTRY.get(code.strip().upper())


def check(plan: PlanFacts, today: date, settings: CheckSettings | None = None) -> list[Problem]:
    """Everything that the checks find, most serious first, then by code, then in the plan's order.

    A check whose `needs` the plan's source cannot state is not run; for a file, SL699 says so once per column.
    """
    context = Context(plan, today, settings or CheckSettings())
    found: list[Problem] = []
    for severity in SEVERITIES:
        for rule in all_rules():
            if rule.severity == severity and plan.known.issuperset(rule.needs):
                found.extend(apply(rule, context))
    return found


def summary(problems: list[Problem]) -> str:
    """One sentence: "3 errors, 12 warnings and 1 piece of advice", or that nothing was found."""
    if not problems:
        return "The checks found nothing."
    counts = [
        _count(problems, "error", "error", "errors"),
        _count(problems, "warning", "warning", "warnings"),
        _count(problems, "advice", "piece of advice", "pieces of advice"),
    ]
    said = [words for words in counts if words]
    return (", ".join(said[:-1]) + " and " if len(said) > 1 else "") + said[-1] + "."


def _count(problems: list[Problem], severity: str, one: str, many: str) -> str:
    number = sum(problem.severity == severity for problem in problems)
    return "" if not number else f"{number} {one if number == 1 else many}"
