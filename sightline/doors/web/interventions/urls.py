"""Interventions: notices, directions, commissioners, advisers and their log."""

from django.urls import URLPattern, URLResolver, path

from . import advice, changing, exports, views, within

ONE = "interventions/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("interventions/", views.interventions, name="interventions"),
    path("interventions.xlsx", exports.interventions, {"kind": "xlsx"}, name="interventions-xlsx"),
    path("interventions.csv", exports.interventions, {"kind": "csv"}, name="interventions-csv"),
    path("interventions/add/", changing.add, name="intervention-add"),
    path(ONE, views.intervention, name="intervention"),
    path(f"{ONE}file/", views.source_file, name="intervention-file"),
    path(f"{ONE}correct/", changing.correct, name="intervention-correct"),
    path(f"{ONE}revise/", changing.revise, name="intervention-revise"),
    path(f"{ONE}end/", changing.end, name="intervention-end"),
    path(f"{ONE}report/", changing.report, name="intervention-report"),
    path(f"{ONE}paper/", changing.paper, name="intervention-paper"),
    path(f"{ONE}inspections/", changing.inspections, name="intervention-inspections"),
    path(f"{ONE}conditions/add/", within.add_condition, name="intervention-condition-add"),
    path(f"{ONE}conditions/<int:key>/met/", within.condition_met, name="intervention-condition-met"),
    path(f"{ONE}conditions/<int:key>/reopen/", within.condition_reopen, name="intervention-condition-reopen"),
    path(f"{ONE}officials/add/", within.add_official, name="intervention-official-add"),
    path(f"{ONE}officials/<int:key>/left/", within.official_left, name="intervention-official-left"),
    path(f"{ONE}reviews/add/", within.add_review, name="intervention-review-add"),
    path(f"{ONE}reviews/<int:key>/held/", within.review_held, name="intervention-review-held"),
    path(f"{ONE}focus/add/", advice.add_focus, name="intervention-focus-add"),
    path(f"{ONE}focus/<int:key>/end/", advice.end_focus, name="intervention-focus-end"),
    path(f"{ONE}advice/add/", advice.add, name="intervention-advice-add"),
    path(f"{ONE}advice/<int:key>/answer/", advice.answer, name="intervention-advice-answer"),
    path(f"{ONE}advice.xlsx", exports.advice, {"kind": "xlsx"}, name="intervention-advice-xlsx"),
    path(f"{ONE}advice.csv", exports.advice, {"kind": "csv"}, name="intervention-advice-csv"),
]
