from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "sightline.domain.evidence"
    label = "evidence"
