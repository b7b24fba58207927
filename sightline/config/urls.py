"""One line a subject. Every address is in the table of tests/integration/web/test_addresses.py with every role."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.doors.public.urls")),
    path("", include("sightline.doors.web.urls")),
]
