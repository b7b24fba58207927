from django.urls import path

from . import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("gallery/list/", views.example_list, name="gallery-list"),
    path("gallery/form/", views.form, name="gallery-form"),
]
