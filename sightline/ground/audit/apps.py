from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "sightline.ground.audit"
    label = "audit"
