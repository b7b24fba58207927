from django.apps import AppConfig


class ChecksConfig(AppConfig):
    name = "sightline.domain.checks"
    label = "checks"
