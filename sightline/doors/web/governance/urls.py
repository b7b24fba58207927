"""Bodies, posts and the people who hold them."""

from django.urls import path

from . import bodies, people, posts

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.add, name="body-add"),
    path("bodies/<int:key>/", bodies.body, name="body"),
    path("bodies/<int:key>/describe/", bodies.describe, name="body-describe"),
    path("bodies/<int:key>/rename/", bodies.rename, name="body-rename"),
    path("bodies/<int:key>/end/", bodies.end, name="body-end"),
    path("posts/", posts.posts, name="posts"),
    path("posts/add/", posts.add, name="post-add"),
    path("posts/<int:key>/", posts.post, name="post"),
    path("posts/<int:key>/rename/", posts.rename, name="post-rename"),
    path("posts/<int:key>/end/", posts.end, name="post-end"),
    path("posts/<int:key>/take-up/", posts.take_up, name="post-take-up"),
    path("posts/holders/<int:key>/leave/", posts.leave, name="holding-leave"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="person-add"),
    path("people/<int:key>/", people.person, name="person"),
    path("people/<int:key>/edit/", people.edit, name="person-edit"),
]
