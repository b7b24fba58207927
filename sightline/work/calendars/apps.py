from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "sightline.work.calendars"
    label = "calendars"

    def ready(self) -> None:
        from sightline.domain.governance.responsibilities import register

        register(
            calendars__CalendarFeed__body="whose meetings somebody reads; those that passed on say so there"
        )
