"""The only readers of plans that doors call."""

from .action import (
    ActionPage,
    HistoryEntry,
    Said,
    action_for,
    action_page,
    actions_numbered,
    evidence_of,
    figures_of,
    last_update,
    update_of,
)
from .links import (
    BoardPage,
    FindingLinks,
    LinkSuggestion,
    board_page,
    board_row,
    finding_in,
    link_board,
    unanswered,
)
from .listing import SHOWS, SORTS, ActionRow, Filters, action_choices, action_rows
from .mine import MyAction, my_actions
from .parts import PartRow, Parts, left_scope, part_for
from .parts import parts_of as plan_parts
from .plan import Facets, FindingName, PlanPage, PlanRow, plan_for, plan_page, plans_list, plans_to_switch
from .sheet import rows_of, sheet_rows

__all__ = [
    "SHOWS", "SORTS", "ActionPage", "ActionRow", "BoardPage", "Facets", "Filters", "FindingLinks", "FindingName", "HistoryEntry",
    "LinkSuggestion", "MyAction", "PartRow", "Parts", "PlanPage", "PlanRow", "Said", "action_choices", "action_for",
    "action_page", "action_rows", "actions_numbered", "board_page", "board_row", "evidence_of", "figures_of", "finding_in",
    "last_update", "left_scope", "link_board", "my_actions", "part_for", "plan_for", "plan_page", "plan_parts", "plans_list",
    "plans_to_switch", "rows_of", "sheet_rows", "unanswered", "update_of",
]  # fmt: skip
