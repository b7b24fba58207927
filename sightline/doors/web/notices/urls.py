"""What is sent by mail: the outbox, asking for updates, and each user's own choice."""

from django.urls import path

from . import asking, outbox, preferences

urlpatterns = [
    path("notices/", preferences.notices, name="notices"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/test/", outbox.test, name="outbox-test"),
    path("outbox/<int:key>/", outbox.message, name="outbox-message"),
    path("outbox/<int:key>/withdraw/", outbox.withdraw, name="outbox-withdraw"),
    path("outbox/<int:key>/send-again/", outbox.send_again, name="outbox-send-again"),
    path("asking/", asking.asking, name="update-links"),
    path("asking/send/", asking.send, name="update-links-send"),
    path("asking/links/<int:key>/withdraw/", asking.withdraw, name="update-link-withdraw"),
    path("asking/links/<int:key>/send-anew/", asking.send_anew, name="update-link-anew"),
]
