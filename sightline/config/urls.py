"""One line a subject. Every address is in the table of tests/integration/web/test_addresses.py with every role."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.doors.public.urls")),
    path("", include("sightline.doors.web.urls")),
]

handler400 = "sightline.doors.web.errors.views.bad_request"
handler403 = "sightline.doors.web.errors.views.not_permitted"
handler404 = "sightline.doors.web.errors.views.not_found"
handler500 = "sightline.doors.web.errors.views.unexpected"
