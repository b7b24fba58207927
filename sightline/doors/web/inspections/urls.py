"""Inspections, their findings, the frameworks, strategies and council priorities."""

from django.urls import path

from . import changing, findings, frameworks, pages, strategies, views

urlpatterns = [
    path("inspections/", views.inspections, name="inspections"),
    path("inspections/add/", changing.add, name="inspection-add"),
    path("inspections/frameworks/", frameworks.frameworks, name="frameworks"),
    path("inspections/frameworks/<slug:edition>/", frameworks.framework, name="framework"),
    path("inspections/<int:number>/", views.inspection, name="inspection"),
    path("inspections/<int:number>/file/", views.source_file, name="inspection-file"),
    path("inspections/<int:number>/pages/<int:page>/", pages.page, name="inspection-page"),
    path("inspections/<int:number>/pages/<int:page>.png", pages.picture, name="inspection-page-picture"),
    path("inspections/<int:number>/correct/", changing.correct, name="inspection-correct"),
    path("inspections/<int:number>/received/", changing.received, name="inspection-received"),
    path("inspections/<int:number>/supersede/", changing.supersede, name="inspection-supersede"),
    path("inspections/<int:number>/findings/add/", findings.add, name="finding-add"),
    path("inspections/<int:number>/findings/<int:finding>/", findings.finding, name="finding"),
    path(
        "inspections/<int:number>/findings/<int:finding>/correct/", findings.correct, name="finding-correct"
    ),
    path(
        "inspections/<int:number>/findings/<int:finding>/withdraw/",
        findings.withdraw,
        name="finding-withdraw",
    ),
    path(
        "inspections/<int:number>/findings/<int:finding>/restore/", findings.restore, name="finding-restore"
    ),
    path(
        "inspections/<int:number>/findings/<int:finding>/supersede/",
        findings.supersede,
        name="finding-supersede",
    ),
    path("inspections/<int:number>/findings/<int:finding>/reopen/", findings.reopen, name="finding-reopen"),
    path("strategies/", strategies.strategies, name="strategies"),
    path("strategies/add/", strategies.add, name="strategy-add"),
    path("strategies/<int:key>/end/", strategies.end, name="strategy-end"),
]
