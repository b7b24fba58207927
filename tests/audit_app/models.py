from django.db import models


class Tag(models.Model):
    name = models.CharField(max_length=20)


class Note(models.Model):
    title = models.CharField(max_length=12)
    body = models.TextField(blank=True)
    data = models.JSONField(null=True)
    due = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    share = models.FloatField(null=True)
    done = models.BooleanField(default=False)
    raw = models.BinaryField(null=True)
    state = models.CharField(max_length=20, choices=[("open", "Open"), ("closed", "Closed")], default="open")
    unwatched = models.CharField(max_length=200, default="")
    tags = models.ManyToManyField(Tag)


class Scratch(models.Model):
    """Not watched, but redacted."""

    text = models.TextField()
