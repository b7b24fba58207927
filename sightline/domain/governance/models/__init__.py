"""The tables of governance, by subject."""

from .bodies import Body, BodyQuerySet, BodyTerms, Deputy, ExitCriterion, FormerName, Seat
from .council import Council, Dated, Holding, Person, PersonQuerySet, Post, PostQuerySet
from .decisions import Decision, DecisionQuerySet, Delegation, Ratification

__all__ = [
    "Body",
    "BodyQuerySet",
    "BodyTerms",
    "Council",
    "Dated",
    "Decision",
    "DecisionQuerySet",
    "Delegation",
    "Deputy",
    "ExitCriterion",
    "FormerName",
    "Holding",
    "Person",
    "PersonQuerySet",
    "Post",
    "PostQuerySet",
    "Ratification",
    "Seat",
]
