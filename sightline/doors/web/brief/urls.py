"""A meeting on one page, for whoever chairs it."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("meetings/<int:number>/brief/", views.brief, name="meeting-brief"),
]
