"""Searching everything that the reader may see, and the history of one subject."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", views.search, name="search"),
    path("search/history/", views.history, name="search-history"),
]
