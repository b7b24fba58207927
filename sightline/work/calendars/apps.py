from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "sightline.work.calendars"
    label = "calendars"
