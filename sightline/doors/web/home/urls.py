from django.urls import path

from . import unsent, updates, views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("my-work/list/", updates.by_list, name="home-list"),
    path("my-work/updates/", updates.updates, name="home-updates"),
    path("plans/<int:number>/update-together/", updates.together, name="plan-update-together"),
    path("plans/<int:number>/actions/<int:action_number>/unsent/", unsent.save, name="action-unsent"),
]
