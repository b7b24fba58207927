"""The names of permissions and of roles. Both are code: a right cannot be invented in the database."""

PERMISSIONS: dict[str, str] = {
    "plans.see": "See plans, their actions and their history",
    "plans.propose_plan": "Start a plan",
    "plans.edit_plan": "Change a plan: its aims, themes, actions, links",
    "plans.update_action": "Say how an action stands: an update with delivery and confidence",
    "plans.verify_action": "Judge evidence and impact of an action",
    "inspections.see": "See inspections and their findings",
    "inspections.edit": "Add and correct inspections and findings",
    "papers.see": "See the register of papers: reports, minutes, decisions, risks, and what was resolved and promised",
    "papers.register": "Take a paper into the register, add another source of it, take one out",
    "papers.correct": "Correct a slip of reading in a registered paper",
    "imports.read": "Upload papers, review what was read, accept it",
    "checks.waive": "Waive a check with a reason and an expiry",
    "governance.see": "See bodies, posts and people",
    "governance.edit": "Change bodies, posts and people",
    "evidence.see": "See evidence",
    "evidence.add": "Add evidence",
    "accounts.manage": "Manage users and what they may do",
    "accounts.own": "Change one's own password; everybody holds it over their own account",
    "settings.edit": "Change the council's name, colours and settings",
    "jobs.see": "See background work and start it again",
    "audit.see": "See the chain of audit events and verify it",
    "audit.redact": "Remove text that must not exist, under a recorded authority",
}

_SEE = {"plans.see", "inspections.see", "papers.see", "governance.see", "evidence.see"}
_OFFICE = _SEE | {
    "plans.propose_plan",
    "plans.edit_plan",
    "plans.update_action",
    "plans.verify_action",
    "inspections.edit",
    "papers.register",
    "papers.correct",
    "imports.read",
    "checks.waive",
    "governance.edit",
    "evidence.add",
    "jobs.see",
}

ROLES: dict[str, tuple[str, frozenset[str]]] = {
    "administrator": ("Administrator", frozenset(PERMISSIONS)),
    "programme-office": ("Programme office", frozenset(_OFFICE)),
    "director": ("Director", frozenset(_OFFICE - {"jobs.see"} | {"audit.see"})),
    "lead-member": ("Lead member", frozenset(_SEE)),
    "action-owner": ("Action owner", frozenset(_SEE | {"plans.update_action", "evidence.add"})),
    "chair": ("Chair", frozenset(_SEE)),
    "board-member": ("Board member", frozenset(_SEE)),
    "scrutiny-member": ("Scrutiny member", frozenset(_SEE)),
    "auditor": ("Auditor", frozenset(_SEE | {"audit.see"})),
    "adviser": ("Adviser (outside)", frozenset(_SEE)),
    "reader": ("Reader", frozenset(_SEE)),
}


def roles_with(permission: str) -> list[str]:
    """The roles that hold a permission, for use in a subquery over grants."""
    return [role for role, (_, names) in ROLES.items() if permission in names]
