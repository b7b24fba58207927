from django.apps import AppConfig


class ConnectingConfig(AppConfig):
    name = "sightline.work.connecting"
    label = "connecting"
