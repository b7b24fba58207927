"""The writers of the council, its posts and people. Nothing is deleted: posts end, people leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules
from ..models import Council, FormerName, Holding, Person, Post
from ..wording import cleaned, reason_given


@command("settings.edit")
def edit_council(*, by: Actor, **changes: Any) -> Council:
    """Set the council's name, short_name, colour_main, colour_accent, fictional, front_note; some or all.

    Raises Refused for an empty name and for colours on which white words cannot be read.
    """
    one, made = Council.objects.get_or_create(pk=1, defaults={"name": "", "short_name": ""})
    old = {name: getattr(one, name) for name in changes}
    kept = {"name": one.name, "short_name": one.short_name} | changes
    for name, value in cleaned(Council, "name", "short_name", **kept).items():
        setattr(one, name, value)
    rules.check_colours(one.colour_main, one.colour_accent)
    one.save()
    new = {name: getattr(one, name) for name in changes}
    record(one, "council described" if made else "council changed", old=old, new=new)
    return one


@command("governance.edit")
def add_post(*, by: Actor, title: str, team: str = "", since: date | None = None) -> Post:
    """Add an office. Two posts of one title are told apart by their teams."""
    post = Post(since=since, **cleaned(Post, "title", title=title, team=team))
    _refuse_second_post(post)
    post.save()
    record(post, "post added", title=post.title, team=post.team, since=since)
    return post


@command("governance.edit", on="post")
def rename_post(*, by: Actor, post: Post, title: str, team: str, reason: str, today: date) -> Post:
    """Give a post another title or team. The old one is kept, so that older papers still find the post."""
    kept = cleaned(Post, "title", title=title, team=team)
    reason = reason_given(reason, "the post is renamed")
    old = {"title": post.title, "team": post.team}
    if kept == old:
        raise Refused("The post already has that title and team. Nothing was changed.", field="title")
    FormerName.objects.create(post=post, name=post.title, team=post.team, until=today, reason=reason)
    post.title, post.team = kept["title"], kept["team"]
    _refuse_second_post(post)
    post.save(update_fields=["title", "team"])
    record(post, "post renamed", old=old, new=kept, reason=reason)
    return post


@command("governance.edit")
def add_person(*, by: Actor, name: str, email: str = "", user: User | None = None) -> Person:
    """Add somebody who holds posts; `user` is their account, if they have one."""
    if user is not None and Person.objects.filter(user=user).exists():
        raise Refused(
            f"The account of {user.name} already belongs to a person. Nothing was changed.", field="user"
        )
    person = Person.objects.create(user=user, **cleaned(Person, "name", name=name, email=email))
    record(person, "person added", name=person.name, email=person.email)
    return person


@command("governance.edit")
def edit_person(*, by: Actor, person: Person, name: str, email: str = "", user: User | None = None) -> Person:
    """Correct a person's name or address, or join them to their account."""
    if user is not None and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refused(
            f"The account of {user.name} already belongs to a person. Nothing was changed.", field="user"
        )
    old = {"name": person.name, "email": person.email, "user": person.user_id}
    kept = cleaned(Person, "name", name=name, email=email)
    person.name, person.email, person.user = kept["name"], kept["email"], user
    person.save(update_fields=["name", "email", "user"])
    record(person, "person changed", old=old, new=kept | {"user": person.user_id})
    return person


@command("governance.edit", on="post")
def hold_post(*, by: Actor, person: Person, post: Post, since: date | None = None) -> Holding:
    """A person takes up a post; two may share it. `since` None: not stated."""
    if post.until is not None:
        raise Refused(f"{post} ended on {post.until:%-d %B %Y} and cannot be taken up. Nothing was changed.")
    if Holding.objects.filter(person=person, post=post, until=None).exists():
        raise Refused(f"{person} already holds the post {post}. Nothing was changed.", field="post")
    holding = Holding.objects.create(person=person, post=post, since=since)
    record(holding, "post taken up", person=person.name, post=str(post), since=since)
    return holding


@command("governance.edit", on="holding")
def leave_post(*, by: Actor, holding: Holding, until: date) -> Holding:
    """A person leaves a post after a day, the last on which they hold it."""
    if holding.until is not None:
        raise Refused(f"{holding.person} already left the post {holding.post}. Nothing was changed.")
    rules.check_period(holding.since, until, f"{holding}")
    holding.until = until
    holding.save(update_fields=["until"])
    record(holding, "post left", person=holding.person.name, post=str(holding.post), until=until)
    return holding


def _refuse_second_post(post: Post) -> None:
    same = Post.objects.filter(title__iexact=post.title, team__iexact=post.team, until=None)
    if same.exclude(pk=post.pk).exists():
        raise Refused(
            f"There is already a post {post}. Name the team to tell two posts apart. Nothing was changed.",
            field="title",
        )
