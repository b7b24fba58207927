"""Pages for strangers."""

from django.urls import path

from .front import views

urlpatterns = [
    path("", views.front, name="front"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
