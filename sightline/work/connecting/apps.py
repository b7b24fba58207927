from django.apps import AppConfig


class ConnectingConfig(AppConfig):
    name = "sightline.work.connecting"
    label = "connecting"

    def ready(self) -> None:
        from sightline.domain.governance.responsibilities import register

        register(
            connecting__Committee__body="whose minutes a committee publishes; an administrator matches it to another body"
        )
