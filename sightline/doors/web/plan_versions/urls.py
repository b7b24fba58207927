"""Versions of a plan, what changed between two of them, and since a body last met."""

from django.urls import path

from . import comparing, versions

PLAN = "plans/<int:number>/"
VERSION = PLAN + "versions/<int:version>/"

urlpatterns = [
    path(PLAN + "versions/", versions.versions, name="plan-versions"),
    path(VERSION, versions.version, name="plan-version"),
    path(VERSION + "version.json", versions.text, name="plan-version-json"),
    path(VERSION + "version.xlsx", versions.sheet, name="plan-version-xlsx"),
    path(PLAN + "compare/", comparing.compare, name="plan-compare"),
    path(PLAN + "compare/changes.<slug:kind>", comparing.file, name="plan-compare-file"),
    path(PLAN + "since/<int:body>/", comparing.since, name="plan-since"),
]
