from django.urls import path

from . import views

urlpatterns = [path("council.css", views.style, name="council-style")]
