"""Checking a plan, its waivers, and the reference of the checks."""

from django.urls import path

from . import help, views, waivers

CHECK = "plans/<int:number>/check/"

urlpatterns = [
    path(CHECK, views.check, name="plan-check"),
    path(CHECK + "problems.<slug:kind>", views.download, name="plan-check-file"),
    path(CHECK + "waive/", waivers.waive, name="plan-check-waive"),
    path(CHECK + "waivers/", waivers.waivers, name="plan-waivers"),
    path(CHECK + "waivers/<int:key>/end/", waivers.end, name="plan-waiver-end"),
    path("help/checks/", help.checks, name="help-checks"),
]
