from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "sightline.ground.files"
    label = "files"
