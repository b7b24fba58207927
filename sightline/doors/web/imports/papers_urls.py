"""A paper under review, and what was learnt from corrections. Its page itself is /imports/<number>/, as of every reading."""

from django.urls import URLPattern, URLResolver, path

from . import papers, papers_learnt

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/learnt/", papers_learnt.lessons, name="import-lessons"),
    path("imports/learnt/<int:key>/", papers_learnt.lesson, name="import-lesson"),
    path("imports/<int:number>/paper/", papers.facts, name="import-paper-facts"),
    path("imports/<int:number>/entries/add/", papers.add, name="import-entry-add"),
    path("imports/<int:number>/entries/<slug:key>/", papers.entry, name="import-entry"),
    path("imports/<int:number>/entries/<slug:key>/take/", papers.take, name="import-entry-take"),
    path("imports/<int:number>/register/", papers.accept, name="import-paper-accept"),
]
