"""Handing over: a body or a post that ends, a person who leaves, and what was kept of it."""

from django.urls import path

from . import views

urlpatterns = [
    path("bodies/<int:key>/end/", views.begin, {"kind": "body"}, name="body-end"),
    path("bodies/<int:key>/hand-over/", views.hand_over, {"kind": "body"}, name="body-hand-over"),
    path("posts/<int:key>/end/", views.begin, {"kind": "post"}, name="post-end"),
    path("posts/<int:key>/hand-over/", views.hand_over, {"kind": "post"}, name="post-hand-over"),
    path("people/<int:key>/leave/", views.begin, {"kind": "person"}, name="person-leave"),
    path("people/<int:key>/hand-over/", views.hand_over, {"kind": "person"}, name="person-hand-over"),
    path("hand-overs/<int:number>/", views.done, name="hand-over"),
    path("hand-overs/<int:number>/hand-over.csv", views.file, {"kind": "csv"}, name="hand-over-csv"),
    path("hand-overs/<int:number>/hand-over.xlsx", views.file, {"kind": "xlsx"}, name="hand-over-xlsx"),
]
