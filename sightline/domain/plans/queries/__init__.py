"""The only readers of plans that doors call."""

from .action import ActionPage, HistoryEntry, Said, action_for, action_page
from .links import FindingLinks, LinkSuggestion, finding_thread, link_board, unanswered
from .mine import MyAction, my_actions
from .plan import (
    ActionRow,
    Facets,
    Filters,
    PlanPage,
    PlanRow,
    action_choices,
    action_rows,
    plan_for,
    plan_page,
    plans_list,
)

__all__ = [
    "ActionPage", "ActionRow", "Facets", "Filters", "FindingLinks", "HistoryEntry", "LinkSuggestion", "MyAction", "PlanPage",
    "PlanRow", "Said", "action_choices", "action_for", "action_page", "action_rows", "finding_thread", "link_board",
    "my_actions", "plan_for", "plan_page", "plans_list", "unanswered",
]  # fmt: skip
