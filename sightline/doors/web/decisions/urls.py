"""The register of decisions, and the ways to decide outside an item of a meeting."""

from django.urls import URLPattern, URLResolver, path

from . import between, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/decisions.xlsx", views.listing, {"kind": "xlsx"}, name="decisions-xlsx"),
    path("decisions/decisions.csv", views.listing, {"kind": "csv"}, name="decisions-csv"),
    path("decisions/between/", between.between, name="decision-between"),
    path("decisions/urgent/<int:key>/", between.urgent, name="decision-urgent"),
    path("decisions/delegations/<int:number>/use/", between.use, name="delegation-use"),
    path("decisions/delegations/<int:number>/end/", between.end, name="delegation-end"),
    path("decisions/<int:number>/", views.decision, name="decision"),
    path("papers/<int:number>/outcomes/<int:outcome>/decide/", between.by_paper, name="paper-decide"),
]
