"""Pages behind sign-in: one line a subject, in the order of the navigation. Each subject keeps its own urls.py.

A view asks for sign-in unless it says `@login_not_required`. The navigation (context.py) finds a subject by the name of
its first page: plans, inspections, imports, bodies, jobs, users, settings, audit.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("sightline.doors.web.home.urls")),
    path("", include("sightline.doors.web.council.urls")),
    path("", include("sightline.doors.web.search.urls")),
    path("", include("sightline.doors.web.gallery.urls")),
    path("", include("sightline.doors.web.plan.urls")),
    path("", include("sightline.doors.web.plan_carrying.urls")),
    path("", include("sightline.doors.web.plan_versions.urls")),
    path("", include("sightline.doors.web.plan_making.urls")),
    path("", include("sightline.doors.web.plan_deciding.urls")),
    path("", include("sightline.doors.web.plan_talking.urls")),
    path("", include("sightline.doors.web.body_work.urls")),
    path("", include("sightline.doors.web.plan.exports_urls")),
    path("", include("sightline.doors.web.account.urls")),
    path("", include("sightline.doors.web.jobs.urls")),
    path("", include("sightline.doors.web.evidence.urls")),
    path("", include("sightline.doors.web.inspections.urls")),
    path("", include("sightline.doors.web.inspections.exports_urls")),
    path("", include("sightline.doors.web.interventions.urls")),
    path("", include("sightline.doors.web.journey.urls")),
    path("", include("sightline.doors.web.programme.urls")),
    path("", include("sightline.doors.web.meetings.urls")),
    path("", include("sightline.doors.web.brief.urls")),
    path("", include("sightline.doors.web.calendars.urls")),
    path("", include("sightline.doors.web.decisions.urls")),
    path("", include("sightline.doors.web.promises.urls")),
    path("", include("sightline.doors.web.papers.urls")),
    path("", include("sightline.doors.web.governance.urls")),
    path("", include("sightline.doors.web.handover.urls")),
    path("", include("sightline.doors.web.settings.urls")),
    path("", include("sightline.doors.web.connecting.urls")),
    path("", include("sightline.doors.web.audit.urls")),
    path("", include("sightline.doors.web.checks.urls")),
    path("", include("sightline.doors.web.imports.urls")),
    path("", include("sightline.doors.web.notices.urls")),
    path("", include("sightline.doors.web.by_link.urls")),
    # plan, inspections, imports, bodies, settings, audit: add a line here when the folder has its urls.py
]
