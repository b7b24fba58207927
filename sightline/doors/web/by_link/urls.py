"""The pages behind a mailed link: for whoever has the link, signed in or not. Who they are is the link's to say."""

from django.urls import path

from . import views

urlpatterns = [
    path("by-link/<str:token>/", views.by_link, name="by-link"),
    path("by-link/<str:token>/sent/", views.sent, name="by-link-sent"),
]
