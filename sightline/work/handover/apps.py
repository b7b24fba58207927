from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "sightline.work.handover"
    label = "handover"

    def ready(self) -> None:
        """What papers taught the readers stays with the body whose papers they were."""
        from sightline.domain.governance.responsibilities import register

        register(imports__Lesson__body="what its papers taught the readers")
