from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sightline.work.imports"
    label = "imports"
