"""Forward work programmes: of all bodies, of one, and what people do about an entry."""

from django.urls import URLPattern, URLResolver, path

from . import entry, views

ENTRY = "meetings/programme/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/programme/", views.programme, name="programme"),
    path("meetings/programme/programme.xlsx", views.listing, {"kind": "xlsx"}, name="programme-xlsx"),
    path("meetings/programme/programme.csv", views.listing, {"kind": "csv"}, name="programme-csv"),
    path("meetings/programme/take-in/<int:number>/", entry.take_in, name="programme-take-in"),
    path(ENTRY, entry.entry, name="programme-entry"),
    path(ENTRY + "describe/", entry.describe, name="programme-entry-describe"),
    path(ENTRY + "move/", entry.move, name="programme-entry-move"),
    path(ENTRY + "place/", entry.place, name="programme-entry-place"),
    path(ENTRY + "considered/", entry.considered, name="programme-entry-considered"),
    path(ENTRY + "back/", entry.back, name="programme-entry-back"),
    path(ENTRY + "drop/", entry.drop, name="programme-entry-drop"),
    path(ENTRY + "again/", entry.again, name="programme-entry-again"),
    path("bodies/<int:key>/programme/", views.of_body, name="body-programme"),
    path("bodies/<int:key>/programme/programme.docx", views.word, name="body-programme-docx"),
    path("bodies/<int:key>/programme/add/", entry.add, name="body-programme-add"),
]
