"""The only readers of plans that doors call."""

from .action import ActionPage, HistoryEntry, Said, action_for, action_page
from .links import FindingLinks, LinkSuggestion, finding_thread, link_board, unanswered
from .listing import SHOWS, SORTS, ActionRow, Filters, action_choices, action_rows
from .mine import MyAction, my_actions
from .parts import PartRow
from .plan import Facets, FindingName, PlanPage, PlanRow, plan_for, plan_page, plans_list, plans_to_switch

__all__ = [
    "SHOWS", "SORTS", "ActionPage", "ActionRow", "Facets", "Filters", "FindingLinks", "FindingName", "HistoryEntry",
    "LinkSuggestion", "MyAction", "PartRow", "PlanPage", "PlanRow", "Said",
    "action_choices", "action_for", "action_page", "action_rows", "finding_thread", "link_board",
    "my_actions", "plan_for", "plan_page", "plans_list", "plans_to_switch", "unanswered",
]  # fmt: skip
