from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "sightline.domain.evidence"
    label = "evidence"

    def ready(self) -> None:
        from .hand_over import tell

        tell()
