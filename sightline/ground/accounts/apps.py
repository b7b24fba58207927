from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sightline.ground.accounts"
    label = "accounts"
