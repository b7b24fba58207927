"""An inspection's findings as a file."""

from django.urls import URLPattern, URLResolver, path

from . import exports

urlpatterns: list[URLPattern | URLResolver] = [
    path("inspections/<int:number>/findings.xlsx", exports.findings, {"kind": "xlsx"}, name="findings-xlsx"),
    path("inspections/<int:number>/findings.csv", exports.findings, {"kind": "csv"}, name="findings-csv"),
]
