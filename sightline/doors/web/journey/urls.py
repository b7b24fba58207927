"""The journey: one time line of inspections, judgements, interventions, plans and boards."""

from django.urls import URLPattern, URLResolver, path

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("journey/", views.journey, name="journey"),
    path("journey.svg", views.picture, name="journey-svg"),
]
