from django.urls import path

from . import accepting, comments

ACTION = "plans/<int:number>/actions/<int:action_number>/"
FINDING = "inspections/<int:number>/findings/<int:finding>/"
ACCEPTANCE = "plans/<int:number>/acceptance/<int:body>/"

urlpatterns = [
    path(ACTION + "comments/add/", comments.of_action, name="action-comment"),
    path(ACTION + "comments/<int:key>/", comments.of_action, name="action-comment-answer"),
    path(ACTION + "comments/<int:key>/settle/", comments.settle_of_action, name="action-comment-settle"),
    path(FINDING + "comments/add/", comments.of_finding, name="finding-comment"),
    path(FINDING + "comments/<int:key>/", comments.of_finding, name="finding-comment-answer"),
    path(FINDING + "comments/<int:key>/settle/", comments.settle_of_finding, name="finding-comment-settle"),
    path(ACCEPTANCE, accepting.acceptance, name="plan-acceptance"),
    path(ACCEPTANCE + "propose/", accepting.propose, name="plan-propose"),
    path("plans/<int:number>/proposals/", accepting.proposals, name="plan-proposals"),
    path(ACTION + "proposal/", accepting.answer_proposal, name="action-proposal"),
]
