"""A plan's lists as files."""

from django.urls import URLPattern, URLResolver, path

from . import exports

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/<int:number>/actions.xlsx", exports.actions, {"kind": "xlsx"}, name="plan-actions-xlsx"),
    path("plans/<int:number>/actions.csv", exports.actions, {"kind": "csv"}, name="plan-actions-csv"),
    path("plans/<int:number>/findings.xlsx", exports.findings, {"kind": "xlsx"}, name="plan-findings-xlsx"),
    path("plans/<int:number>/findings.csv", exports.findings, {"kind": "csv"}, name="plan-findings-csv"),
    path("plans/<int:number>/plan.docx", exports.paper, name="plan-docx"),
    path("plans/<int:number>/paper/", exports.long_paper, name="plan-paper"),
]
