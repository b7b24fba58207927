"""The names of permissions and of roles. Both are code: a right cannot be invented in the database."""

PERMISSIONS: dict[str, str] = {
    "plans.see": "See plans, their actions and their history",
    "plans.propose_plan": "Start a plan",
    "plans.edit_plan": "Change a plan: its aims, themes, actions, links",
    "plans.update_action": "Say how an action stands: an update with delivery and confidence",
    "plans.verify_action": "Judge evidence and impact of an action",
    "plans.ask_sign_off": "Put an action before the body that signs it off",
    "plans.comment": "Comment on actions and findings, and settle a comment",
    "plans.accept_action": "Say for a body that it accepts an action that it is to deliver",
    "plans.draw_sample": "Draw a random sample of actions to audit",
    "inspections.see": "See inspections and their findings",
    "inspections.edit": "Add and correct inspections and findings",
    "interventions.see": "See interventions: notices, directions, commissioners, advisers, and the advice log",
    "interventions.edit": "Add, revise and end interventions; mark conditions met",
    "interventions.advise": "Write in an adviser's log: focus areas, advice, what came of it",
    "meetings.see": "See meetings, their agendas, minutes and decisions",
    "meetings.keep": "Call meetings, keep their agendas, attendance and minutes",
    "meetings.record_outcome": "Record what a meeting decided",
    "promises.keep": "Take up promises, state who owes them, move their dates, record what the executive answered",
    "promises.report": "Say that a promise is met, with evidence, a paper or words",
    "papers.see": "See the register of papers: reports, minutes, decisions, risks, and what was resolved and promised",
    "papers.register": "Take a paper into the register, add another source of it, take one out",
    "papers.correct": "Correct a slip of reading in a registered paper",
    "imports.read": "Upload papers, review what was read, accept it",
    "checks.waive": "Waive a check with a reason and an expiry",
    "governance.see": "See bodies, posts and people",
    "governance.edit": "Change bodies, posts and people",
    "governance.hand_over": "Hand over what a body or a leaver answers for",
    "evidence.see": "See evidence",
    "evidence.add": "Add evidence",
    "accounts.manage": "Manage users and what they may do",
    "accounts.own": "Change one's own password; everybody holds it over their own account",
    "notices.manage": "Look at the outbox, withdraw and repeat mails, send the links by which people give updates",
    "settings.edit": "Change the council's name, colours and settings",
    "jobs.see": "See background work and start it again",
    "audit.see": "See the chain of audit events and verify it",
    "audit.redact": "Remove text that must not exist, under a recorded authority",
}

_SEE = {
    "plans.see",
    "inspections.see",
    "interventions.see",
    "meetings.see",
    "papers.see",
    "governance.see",
    "evidence.see",
}
_OFFICE = _SEE | {
    "plans.propose_plan",
    "plans.edit_plan",
    "plans.update_action",
    "plans.verify_action",
    "plans.ask_sign_off",
    "plans.comment",
    "plans.accept_action",
    "meetings.keep",
    "meetings.record_outcome",
    "promises.keep",
    "promises.report",
    "inspections.edit",
    "interventions.edit",
    "interventions.advise",
    "papers.register",
    "papers.correct",
    "imports.read",
    "checks.waive",
    "governance.edit",
    "governance.hand_over",
    "evidence.add",
    "notices.manage",
    "jobs.see",
}

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "administrator": ("Administrator", frozenset(PERMISSIONS)),
    "programme-office": ("Programme office", frozenset(_OFFICE)),
    "director": ("Director", frozenset(_OFFICE - {"jobs.see", "notices.manage"} | {"audit.see"})),
    "lead-member": ("Lead member", frozenset(_SEE)),
    "action-owner": (
        "Action owner",
        frozenset(
            _SEE
            | {
                "plans.update_action",
                "plans.comment",
                "plans.accept_action",
                "evidence.add",
                "promises.report",
            }
        ),
    ),
    "chair": ("Chair", frozenset(_SEE | {"plans.comment", "meetings.record_outcome"})),
    "board-member": ("Board member", frozenset(_SEE | {"plans.comment"})),
    "scrutiny-member": ("Scrutiny member", frozenset(_SEE)),
    "auditor": ("Auditor", frozenset(_SEE | {"audit.see", "plans.draw_sample"})),
    "democratic-services": (
        "Democratic services",
        frozenset(
            _SEE
            | {
                "meetings.keep",
                "meetings.record_outcome",
                "papers.register",
                "papers.correct",
                "promises.keep",
                "promises.report",
            }
        ),
    ),
    "adviser": ("Adviser (outside)", frozenset(_SEE | {"plans.comment", "interventions.advise"})),
    "reader": ("Reader", frozenset(_SEE)),
}


def roles_with(permission: str) -> list[str]:
    """The roles that hold a permission, for use in a subquery over grants."""
    return [role for role, (_, names) in ROLES.items() if permission in names]
