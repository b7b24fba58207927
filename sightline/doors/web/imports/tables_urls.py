"""A plan table on its way into a plan: columns, names, dry run, apply; pasted text; the headings that are remembered."""

from django.urls import URLPattern, URLResolver, path

from . import papers_learnt, tables

app_name = "imports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/paste/", tables.paste, name="paste"),
    path("imports/columns/", papers_learnt.columns, name="columns"),
    path("imports/columns/<int:key>/forget/", tables.forget, name="column-forget"),
    path("imports/<int:number>/table/", tables.columns, name="table"),
    path("imports/<int:number>/table/names/", tables.names, name="table-names"),
    path("imports/<int:number>/table/rows/", tables.rows, name="table-rows"),
    path("imports/<int:number>/table/reason/", tables.reason, name="table-reason"),
    path("imports/<int:number>/table/apply/", tables.apply, name="table-apply"),
    path("imports/<int:number>/table/refused.xlsx", tables.refused, name="table-refused"),
]
