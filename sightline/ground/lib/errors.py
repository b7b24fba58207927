"""What can go wrong in words that a person can act on."""


class Refused(Exception):
    """A rule says no. The sentence is shown to the person as it is.

    sentence  what was refused and why, and what was not changed, in plain English
    rule      the short name of the rule, as in docs/reference ("plans.every-finding-answered"), or ""
    who       who can act instead ("the programme office"), or ""
    field     the form field it concerns, or ""
    """

    def __init__(self, sentence: str, *, rule: str = "", who: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.rule, self.who, self.field = sentence, rule, who, field


class NotPermitted(Refused):
    """The person may see the thing but not do this to it (a page answers 403)."""


class NotFound(Exception):
    """There is no such thing, or this person may not know of it (a page answers 404)."""


class Unreadable(Exception):
    """A file cannot be read. The sentence says what is wrong with it and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
