"""Plans and their actions. Numbers in addresses are those that people see: of plan, action, inspection and finding."""

from django.urls import path

from . import action, board, bulk, page, parts, plans, saying

PLAN = "plans/<int:number>/"
ACTION = PLAN + "actions/<int:action_number>/"
FINDING = PLAN + "findings/<int:inspection>-<int:finding>/"

urlpatterns = [
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.new, name="plan-new"),
    path("plans/new/empty/", plans.new_empty, name="plan-new-empty"),
    path("plans/new/findings/", plans.new_from_findings, name="plan-new-findings"),
    path(PLAN, page.plan, name="plan"),
    path(PLAN + "edit/", plans.edit, name="plan-edit"),
    path(PLAN + "scope/", plans.scope, name="plan-scope"),
    path(PLAN + "scope/<int:inspection>/leave/", plans.leave_scope, name="plan-scope-leave"),
    path(PLAN + "parts/", parts.parts, name="plan-parts"),
    path(PLAN + "parts/<slug:kind>/add/", parts.add, name="plan-part-add"),
    path(PLAN + "parts/<slug:kind>/<int:key>/", parts.edit, name="plan-part"),
    path(PLAN + "actions/add/", action.add, name="action-add"),
    path(PLAN + "actions/change/", bulk.change, name="actions-change"),
    path(ACTION, action.action, name="action"),
    path(ACTION + "edit/", action.edit, name="action-edit"),
    path(ACTION + "owners/", action.owners, name="action-owners"),
    path(ACTION + "bodies/", action.bodies, name="action-bodies"),
    path(ACTION + "figures/", action.figures, name="action-figures"),
    path(ACTION + "update/", saying.update, name="action-update"),
    path(ACTION + "updates/<int:key>/correct/", saying.correct, name="action-update-correct"),
    path(ACTION + "judge/", saying.judge, name="action-judge"),
    path(ACTION + "evidence/add/", saying.add_evidence, name="action-evidence-add"),
    path(ACTION + "evidence/<int:key>/file/", saying.evidence_file, name="action-evidence-file"),
    path(ACTION + "evidence/<int:key>/detach/", saying.detach_evidence, name="action-evidence-detach"),
    path(PLAN + "findings/", board.board, name="plan-findings"),
    path(FINDING, board.finding, name="plan-finding"),
    path(FINDING + "link/", board.link, name="plan-finding-link"),
    path(FINDING + "unlink/<int:action_number>/", board.unlink, name="plan-finding-unlink"),
    path(FINDING + "theme/", board.put_under_theme, name="plan-finding-theme"),
    path(FINDING + "theme/<int:key>/leave/", board.leave_theme, name="plan-finding-theme-leave"),
    path(FINDING + "reason/", board.reason, name="plan-finding-reason"),
    path(FINDING + "reason/withdraw/", board.withdraw_reason, name="plan-finding-reason-withdraw"),
]
