"""Papers in: upload, review, accept. The addresses of table imports stand in `tables_urls`."""

from django.urls import URLPattern, URLResolver, include, path

from . import review, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", views.imports, name="imports"),
    path("imports/upload/", views.upload, name="import-upload"),
    path("imports/uploads/<int:number>/", views.uploaded, name="import-uploaded"),
    path("imports/uploads/<int:number>/papers.<str:kind>", views.quality, name="import-quality"),
    path("imports/uploads/<int:number>/accept/", views.accept_several, name="import-accept-several"),
    path("imports/<int:number>/", review.review, name="import-review"),
    path("imports/<int:number>/facts/", review.facts, name="import-facts"),
    path("imports/<int:number>/findings/<slug:key>/", review.finding, name="import-finding"),
    path("imports/<int:number>/judgements/<slug:key>/", review.judgement, name="import-judgement"),
    path("imports/<int:number>/take/<slug:key>/", review.take, name="import-take"),
    path("imports/<int:number>/accept/", review.accept, name="import-accept"),
    path("imports/<int:number>/put-aside/", review.put_aside, name="import-put-aside"),
    path("imports/<int:number>/take-up/", review.take_up, name="import-take-up"),
    path("imports/<int:number>/kind/", review.kind, name="import-kind"),
    path("imports/<int:number>/again/", review.again, name="import-again"),
    path("imports/<int:number>/pages/<int:page>.png", review.page_picture, name="import-page"),
    path("imports/<int:number>/file/", review.source, name="import-file"),
    path("", include("sightline.doors.web.imports.papers_urls")),
    path("", include(("sightline.doors.web.imports.tables_urls", "imports"))),
]
