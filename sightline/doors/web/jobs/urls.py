from django.urls import path

from . import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:number>/", views.job, name="job"),
    path("jobs/<int:number>/progress.json", views.progress, name="job-progress"),
    path("jobs/<int:number>/start-again/", views.start_again, name="job-start-again"),
]
