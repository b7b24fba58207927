"""Carry the open actions of the plan before into the plan that follows it: one disposition each, and the certificate of the sum."""

from .certificates import issue_certificate

__all__ = ["issue_certificate"]
