"""What stands before a body."""

from django.urls import path

from . import views

urlpatterns = [
    path("bodies/<int:key>/work/", views.work, name="body-work"),
    path("bodies/<int:key>/work.<slug:kind>", views.file, name="body-work-file"),
]
