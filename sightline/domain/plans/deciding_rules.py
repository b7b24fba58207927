"""What a decision may do to an action, when one is ready for it, and who may verify one (guarantees 3 to 5). Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.ground.lib.errors import Refused

from .words import ASSURANCE

About = tuple[str, int]
Named = tuple[int, str]
UNCHANGED = "The action was not changed."


@dataclass(frozen=True, slots=True)
class Effect:
    """What a kind of decision does to an action.

    settles  a key of governing_words.SETTLEMENTS
    moves    the assurance that it may move from; None: any, for it is not about assurance
    verb     how a sentence says it: "signed off"
    """

    settles: str
    moves: tuple[str | None, ...] | None
    verb: str


# The only moves to and from what a body decides; an officer's own are rules.ASSURANCE_MOVES.
EFFECTS: dict[str, Effect] = {
    "sign-off": Effect("signed-off", ("verified",), "signed off"),
    "embed": Effect("embedded", ("signed-off",), "accepted as embedded"),
    "reopen": Effect("reopened", ("signed-off", "embedded"), "reopened"),
    "end-action": Effect("ended", None, "ended"),
}
SETTLED = frozenset({"signed-off", "embedded"})


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision as these rules read it. used: what it did already, in words; "" where nothing yet."""

    number: int
    kind: str
    about: About | None
    body: Named
    on: date
    has_effect: bool
    state_words: str = ""
    used: str = ""

    @property
    def label(self) -> str:
        return f"Decision {self.number}"


@dataclass(frozen=True, slots=True)
class Stand:
    """How an action stands when somebody wants something done to it.

    settled_words  who settled it last and when, for a refusal: "Decision 3 of the Improvement Board, 4 June 2024"
    """

    label: str
    delivery: str | None
    assurance: str | None
    ended: bool = False
    settled_words: str = ""


@dataclass(frozen=True, slots=True)
class Verifier:
    """What an action knows of a person who wants to verify it, or has done so.

    said       they gave its last update, or the one that reported it done
    showed     the titles of the evidence that they added
    owns       they hold a post that answers for it
    delivers   the bodies that deliver it and over which they hold a role
    """

    name: str
    said: bool = False
    showed: tuple[str, ...] = ()
    owns: bool = False
    delivers: tuple[str, ...] = ()

    @property
    def why_not(self) -> str:
        """The reason in words for which this person cannot verify; "" where there is none."""
        reasons = [
            *(["gave the update of it"] if self.said else []),
            *([f"added its evidence (“{self.showed[0]}”)"] if self.showed else []),
            *(["holds the post that answers for it"] if self.owns else []),
            *([f"acts for {listed(self.delivers)}, which delivers it"] if self.delivers else []),
        ]
        return " and ".join(reasons)


# Decisions ------------------------------------------------------------------------------------------------------------


def check_decision_covers(
    wanted: str, about: About, decision: DecisionFacts, unchanged: str = UNCHANGED
) -> None:
    """Refuse a decision without effect, of another kind, about another thing, or used already (guarantee 5)."""
    if not decision.has_effect:
        state = f" ({decision.state_words.lower()})" if decision.state_words else ""
        raise Refused(
            f"{decision.label} of {decision.body[1]} has no effect{state}. {unchanged} A quorate meeting ratifies it first.",
            rule="plans.only-a-decision-decides",
            who=f"{decision.body[1]} at a quorate meeting",
        )
    if decision.kind != wanted or decision.about != about:
        raise Refused(
            f"{decision.label} of {decision.body[1]} decided something else, so it cannot decide this. {unchanged} "
            "Record the outcome that is about it.",
            rule="plans.decision-covers",
            who="whoever records the outcomes of the meeting",
        )
    if decision.used:
        raise Refused(
            f"{decision.label} of {decision.body[1]} has done its work: {decision.used}. {unchanged}",
            rule="plans.decided-once",
        )


def check_entitled(
    kind: str,
    body: Named,
    entitled: Sequence[Named],
    delivering: Sequence[Named] = (),
    unchanged: str = UNCHANGED,
) -> None:
    """Refuse a body that may not decide this: nobody is named for it, another one is, or it delivers the action itself."""
    what = {
        "sign-off": "sign this action off",
        "embed": "accept this action as embedded",
        "reopen": "reopen this action",
        "end-action": "end this action",
        "adopt-plan": "adopt this plan",
        "end-plan": "end this plan",
        "endorse-plan": "endorse this plan",
        "discharge": "discharge this promise",
        "cancel-promise": "cancel this promise",
    }.get(kind, "decide this")
    able = [one for one in entitled if one[0] not in {key for key, _ in delivering}]
    if body[0] in {key for key, _ in delivering}:
        raise Refused(
            f"{body[1]} delivers this action, so it cannot {what}: nobody marks their own homework. {unchanged}",
            rule="plans.nobody-marks-their-own-homework",
            who=listed([name for _, name in able]) or "the programme office, by naming another body",
        )
    if not entitled:
        raise Refused(
            f"No body is named that may {what}, so {body[1]} cannot. {unchanged} Name one under “Bodies of the plan”.",
            rule="plans.entitled-body",
            who="the programme office",
        )
    if body[0] not in {key for key, _ in entitled}:
        raise Refused(
            f"{body[1]} may not {what}: that is for {listed([name for _, name in entitled])}. {unchanged}",
            rule="plans.entitled-body",
            who=listed([name for _, name in able]) or "the programme office, by naming another body",
        )


def check_can_settle(kind: str, stand: Stand) -> None:
    """Refuse what does not follow from how the action stands; who came second is told who decided what, and when."""
    effect = EFFECTS[kind]
    by = f" by {stand.settled_words}" if stand.settled_words else ""
    if stand.ended:
        raise Refused(
            f"{stand.label} was ended already{by}, so it cannot be {effect.verb}. {UNCHANGED}",
            rule="plans.decided-moves",
        )
    if effect.moves is not None and stand.assurance not in effect.moves:
        was = ASSURANCE[stand.assurance].lower() if stand.assurance else "not stated"
        settled = by if stand.assurance in {*SETTLED, "reopened"} else ""
        may = " or ".join(f"“{ASSURANCE[move].lower()}”" for move in effect.moves if move)
        raise Refused(
            f"{stand.label} stands at “{was}”{settled}, so it cannot be {effect.verb}: only an action at {may} can. {UNCHANGED}",
            rule="plans.decided-moves",
            who="whoever verifies the action" if kind == "sign-off" and not settled else "",
        )
    if kind == "sign-off" and stand.delivery != "done":
        raise Refused(
            f"{stand.label} is not reported done any more, so it cannot be signed off. {UNCHANGED} Its owner can report it done.",
            rule="plans.done-before-signed-off",
            who="the action’s owner",
        )


def check_watch(watchers: int, until: date | None, reopen_if: str, on: date) -> None:
    """Embedded means that somebody keeps watch until a day, and that it is said what would reopen it."""
    if not watchers:
        raise Refused(
            f"Say which post or body keeps watch over the action. {UNCHANGED}",
            rule="plans.embedded-is-watched",
            field="watcher",
        )
    if until is None or until <= on:
        raise Refused(
            f"Say until when it is watched: a day after the decision of {_day(on)}. {UNCHANGED}",
            rule="plans.embedded-is-watched",
            field="watch_until",
        )
    if not reopen_if.strip():
        raise Refused(
            f"Say what would reopen the action. {UNCHANGED}",
            rule="plans.embedded-is-watched",
            field="reopen_if",
        )


def check_settled_stays(assurance: str | None, label: str) -> None:
    """What a body signed off is not taken back by an officer's word: reopening it is a decision."""
    if assurance in SETTLED:
        raise Refused(
            f"{label} is {ASSURANCE[assurance or ''].lower()}, so its delivery stays as it is. {UNCHANGED} If it is not done "
            "after all, the body that signed it off can reopen it.",
            rule="plans.only-a-decision-decides",
            who="the body that signed it off",
        )


# Ready for sign-off -------------------------------------------------------------------------------------------------


def why_not_ready(stand: Stand, evidence: int, verified_by: Verifier | None) -> list[str]:
    """What an action still lacks before it can be put before a body, each in words; [] when it is ready."""
    if stand.ended:
        return ["it was ended"]
    if stand.assurance in SETTLED:
        return [f"it is {ASSURANCE[stand.assurance or ''].lower()} already"]
    lacks = []
    if stand.delivery != "done":
        lacks.append("its owner has not reported it done")
    if not evidence:
        lacks.append("no evidence supports it")
    if stand.assurance != "verified":
        lacks.append("nobody has verified it")
    elif verified_by is None:
        lacks.append("it is not recorded who verified it")
    elif verified_by.why_not:
        lacks.append(f"{verified_by.name}, who verified it, {verified_by.why_not}")
    return lacks


def check_can_ask(
    stand: Stand, evidence: int, verified_by: Verifier | None, waiting: str, body: Named | None, bodies: int
) -> None:
    """Refuse to put before a body what is not ready; waiting: where it waits already; body: the one chosen of `bodies`."""
    if waiting:
        raise Refused(
            f"{stand.label} waits already: {waiting}. {UNCHANGED} Take that request back first if it should be put again.",
            rule="plans.one-request-at-a-time",
        )
    if lacks := why_not_ready(stand, evidence, verified_by):
        raise Refused(
            f"{stand.label} is not ready for sign-off: {'; '.join(lacks)}. {UNCHANGED}",
            rule="plans.ready-for-sign-off",
            who="somebody who neither delivers it, nor gave its update, nor added its evidence"
            if stand.delivery == "done" and evidence
            else "the action’s owner",
        )
    if body is None:
        more = (
            "several bodies may sign it off: choose one"
            if bodies
            else "no body is named that may sign it off"
        )
        raise Refused(
            f"{stand.label} was not put before a body: {more}. {UNCHANGED}",
            rule="plans.entitled-body",
            who="" if bodies else "the programme office, under “Bodies of the plan”",
            field="body",
        )


def check_can_verify(verifier: Verifier, label: str) -> None:
    """Nobody marks their own homework: who said, showed, owns or delivers it does not verify it (guarantee 3)."""
    if verifier.why_not:
        raise Refused(
            f"You cannot verify {label}: {verifier.name} {verifier.why_not}. {UNCHANGED}",
            rule="plans.nobody-marks-their-own-homework",
            who="somebody else who may judge evidence: the programme office, or a lead of the body that monitors",
            field="assurance",
        )


# Evidence -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceChanges:
    """How the evidence of an action differs from the set that was frozen.

    gone      sentences on pieces that were withdrawn or taken away, or whose content is another now: these hold a sign-off up
    added     titles of pieces that came since: told, and no more
    """

    gone: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        said = [*self.gone, *(f"“{title}” was added since" for title in self.added)]
        return f"Evidence changed since it was put before the body: {'; '.join(said)}." if said else ""


def evidence_changes(
    frozen: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]
) -> EvidenceChanges:
    """What became of a frozen set; both as evidence.rules.frozen_set makes them."""
    held, here = {piece["evidence"]: piece for piece in frozen}, {piece["evidence"]: piece for piece in now}
    gone = []
    for key, piece in held.items():
        stands = here.get(key)
        if stands is None:
            gone.append(f"“{piece['title']}” no longer stands")
        elif stands["version"] != piece["version"] or stands["sha256"] != piece["sha256"]:
            gone.append(
                f"“{piece['title']}” was replaced by version {stands['version']} (version {piece['version']} was put before it)"
            )
    return EvidenceChanges(tuple(gone), tuple(p["title"] for key, p in here.items() if key not in held))


def check_same_evidence(changes: EvidenceChanges, label: str) -> None:
    """Refuse to sign off on evidence that is not what was put before the body."""
    if changes.gone:
        raise Refused(
            f"{label} was not signed off. {changes.words} {UNCHANGED} Take the request back and put it "
            "before the body again.",
            rule="plans.decided-on-what-was-seen",
            who="whoever put it before the body",
        )


def check_was_asked(asked: bool, from_paper: bool, label: str) -> None:
    """An action is signed off on evidence put before the body; a minute that was imported says what a body saw at the time."""
    if not asked and not from_paper:
        raise Refused(
            f"{label} was not put before the body, so its evidence is not frozen and it cannot be signed off. {UNCHANGED} Put it "
            "before the body first.",
            rule="plans.ready-for-sign-off",
            who="the programme office",
        )


def listed(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
