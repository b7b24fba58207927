from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sightline.work.notices"
    label = "notices"

    def ready(self) -> None:
        from .hand_over import tell

        tell()
