from django.urls import path

from . import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/verify/", views.verify, name="audit-verify"),
    path("audit/redact/", views.redact, name="audit-redact"),
    path("audit/events/<int:number>/", views.event, name="audit-event"),
]
