from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "sightline.domain.evidence"
    label = "evidence"

    def ready(self) -> None:
        from . import criteria, hand_over, searching

        hand_over.tell()
        criteria.tell()
        searching.tell()
