"""The secret of a mailed link: worked out when it is needed, kept nowhere."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from sightline.ground.jobs.outbox import fills
from sightline.ground.lib.errors import NotFound, Refused

from .models import UpdateLink

SALT = "sightline.notices.update-link"


def new_nonce() -> str:
    return get_random_string(43)


def token_of(nonce: str) -> str:
    """The token of a nonce, 43 characters. Without the installation's secret key nobody can work it out."""
    return urlsafe_b64encode(salted_hmac(SALT, nonce, algorithm="sha256").digest()).decode().rstrip("=")


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def site(name: str, *parts: object) -> str:
    """The whole address of a page, for a mail."""
    return settings.SITE_ADDRESS + reverse(name, args=parts)


@fills("update-link")
def address_of_link(key: int) -> str:
    """The address that stands in the mail, at the moment in which it is sent."""
    link = UpdateLink.objects.filter(pk=key).first()
    if link is None:
        raise NotFound("The link is not there any more.")
    if link.state(timezone.now()) != "out":
        raise Refused("The link was used, withdrawn or too late before the mail was sent.")
    token = token_of(link.nonce)
    if hash_of(token) != link.token_hash:
        raise Refused(
            "The installation’s secret key was changed, so this link would not work. Send a new one."
        )
    return site("by-link", token)
