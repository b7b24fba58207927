"""Where a plan stands on its way: made, endorsed, adopted, in force, submitted, answered, ended."""

from django.urls import path

from . import making, milestones, sending

MAKING = "plans/<int:number>/making/"
MILESTONE = MAKING + "milestones/<int:key>/"

urlpatterns = [
    path(MAKING, making.making, name="plan-making"),
    path(MAKING + "certify/", making.certify, name="plan-making-certify"),
    path(MAKING + "into-force/", making.into_force, name="plan-making-into-force"),
    path(MAKING + "submit/", sending.submit, name="plan-making-submit"),
    path(MAKING + "submitted/<int:key>/reply/", sending.reply, name="plan-making-reply"),
    path(MAKING + "letters/<int:key>/", sending.letter, name="plan-making-letter"),
    path(MAKING + "milestones/add/", milestones.add, name="plan-milestone-add"),
    path(MILESTONE + "move/", milestones.move, name="plan-milestone-move"),
    path(MILESTONE + "reach/", milestones.reach, name="plan-milestone-reach"),
    path(MILESTONE + "take-out/", milestones.take_out, name="plan-milestone-take-out"),
]
