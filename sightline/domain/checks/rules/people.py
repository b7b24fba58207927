"""Checks 2: owners and bodies."""

from __future__ import annotations

from itertools import combinations

from ..facts import ActionFacts, BodyFacts, OwnerFacts, PlanFacts
from . import words
from .examples import BODIES, OWNER, action, case, plan
from .registry import Context, Example, Found, rule, squeeze

_TWO = (OwnerFacts("Head of Service, Front Door"), OwnerFacts("Principal Social Worker"))
_BOARD = BodyFacts("monitor", "board", "Improvement Board", chair="The independent chair")


@rule(
    "SL201",
    "error",
    "action",
    title="An action without an owner",
    why="Nobody can be asked how it stands.",
    source="Inspectors name missing owners and accountability (Birmingham, 23 May 2014; Herefordshire, 21 September 2022)",
    mend="Name the post or the person who leads the action.",
    needs=("owner",),
    passes=case("Owned by the Head of Service, Front Door.", owners=(OWNER,)),
    fails=case("No owner.", owners=()),
)
def action_without_owner(action: ActionFacts, context: Context) -> str | None:
    return None if action.owners else f"{action.label} has no owner."


@rule(
    "SL202",
    "warning",
    "action",
    title="Several owners and no lead",
    why="What belongs to several people is done by none of them.",
    source="One council’s plan asks for one lead for each action (West Berkshire, 2015)",
    mend="Say which of the owners leads; the others contribute.",
    needs=("owner",),
    passes=case("Two owners, one of whom leads.", owners=(OWNER, OwnerFacts("Principal Social Worker"))),
    fails=case("Two owners, neither of whom leads.", owners=_TWO),
)
def no_lead(action: ActionFacts, context: Context) -> str | None:
    if len(action.owners) < 2 or any(owner.lead for owner in action.owners):
        return None
    return f"{action.label} has {len(action.owners)} owners and no lead: {_names(action.owners)}."


@rule(
    "SL203",
    "warning",
    "action",
    title="An owner named by initials only",
    why="A reader outside the service cannot tell who it is, and nor can the service after somebody leaves.",
    source="Real plans carry a table of initials at the back (Leicester SEND written statement of action)",
    mend="Write the post in full, with the name of whoever holds it if you wish.",
    needs=("owner",),
    passes=case("“Assistant Director”", owners=(OwnerFacts("Assistant Director", lead=True),)),
    fails=case("“JB”", owners=(OwnerFacts("JB", lead=True, initials_only=True),)),
)
def initials_only(action: ActionFacts, context: Context) -> str | None:
    short = [owner for owner in action.owners if owner.initials_only and not words.is_placeholder(owner.text)]
    return f"{action.label} names its owner by initials only: {_names(tuple(short))}." if short else None


@rule(
    "SL204",
    "warning",
    "action",
    title="A layer with no body",
    why="An action that nobody monitors or scrutinises is marked by those who do it.",
    source="Blackpool’s plan of 2014 names for each action the partner bodies that deliver, monitor and scrutinise it",
    mend="Name the bodies that deliver, monitor and scrutinise the action.",
    needs=("bodies",),
    passes=case("Delivered by a service, monitored by the board, scrutinised by the committee."),
    fails=case("Delivered by a service; nobody monitors or scrutinises.", bodies=BODIES[:1]),
)
def layer_without_body(action: ActionFacts, context: Context) -> str | None:
    missing = [layer for layer in ("deliver", "monitor", "scrutinise") if not action.on(layer)]
    if not missing:
        return None
    verbs = {"deliver": "delivers", "monitor": "monitors", "scrutinise": "scrutinises"}
    return f"No body {_or([verbs[layer] for layer in missing])} {action.mention}."


@rule(
    "SL205",
    "error",
    "action",
    title="A body that checks its own work",
    why="Nobody marks their own homework: whoever delivers an action cannot also say whether it is done.",
    source="Members value reviews that are not the council marking its own homework (BCP)",
    mend="Name another body to monitor or scrutinise, or another to deliver.",
    needs=("bodies",),
    passes=case("The service delivers, the board monitors."),
    fails=case(
        "The board delivers and monitors.",
        bodies=(BodyFacts("deliver", "board", "Improvement Board"), _BOARD, *BODIES[2:]),
    ),
)
def checks_itself(action: ActionFacts, context: Context) -> str | None:
    doing = {squeeze(body.body) for body in action.on("deliver")}
    caught = [body for body in action.bodies if body.layer != "deliver" and squeeze(body.body) in doing]
    if not caught:
        return None
    return f"{caught[0].label} delivers {action.mention} and also {_third(caught[0])} it."


@rule(
    "SL206",
    "warning",
    "action",
    title="No second layer of scrutiny",
    why="Scrutiny can grow soft too. A second body that looks at the scrutineers’ work shows that the challenge is real.",
    source="Blackpool’s plan of 2014: a second layer that scrutinises the scrutineer; inspectors find scrutiny that "
    "challenges process, not quality (Walsall, 4 September 2017)",
    mend="Name a body that cross-scrutinises the action: another committee, the partnership, a peer.",
    needs=("bodies",),
    passes=case("The partnership cross-scrutinises."),
    fails=case("Scrutinised by the committee, and by nobody else.", bodies=BODIES[:3]),
)
def no_second_layer(action: ActionFacts, context: Context) -> str | None:
    if not action.on("scrutinise") or action.on("cross-scrutinise"):
        return None
    return f"{action.label} is scrutinised by {action.on('scrutinise')[0].label} and has no second layer."


@rule(
    "SL207",
    "warning",
    "action",
    title="The same body on two checking layers",
    why="Two layers held by one body are one layer.",
    source="Inspectors find the roles of boards unclear and duplicated (Bexley, 23 May 2014)",
    mend="Give one of the layers to another body.",
    needs=("bodies",),
    passes=case("The board monitors, the committee scrutinises."),
    fails=case(
        "The board monitors and scrutinises.",
        bodies=(BODIES[0], _BOARD, BodyFacts("scrutinise", "board", "Improvement Board"), BODIES[3]),
    ),
)
def body_on_two_layers(action: ActionFacts, context: Context) -> str | None:
    checking = [body for body in action.bodies if body.layer != "deliver"]
    for first, second in combinations(checking, 2):
        if first.layer != second.layer and squeeze(first.body) == squeeze(second.body):
            return f"{first.label} both {_third(first)} and {_third(second)} {action.mention}."
    return None


@rule(
    "SL208",
    "warning",
    "action",
    title="The same chair on two layers",
    why="Two bodies with one chair do not challenge each other.",
    source="An improvement board keeps the chair of scrutiny as an observer, for independence (Herefordshire)",
    mend="Give one of the layers to a body with another chair, or say in a waiver why it is acceptable.",
    needs=("bodies",),
    passes=case("Each body has its own chair."),
    fails=case(
        "One person chairs the board that monitors and the committee that scrutinises.",
        bodies=(
            BODIES[0],
            _BOARD,
            BodyFacts("scrutinise", "committee", "Scrutiny Committee", "The independent chair"),
            BODIES[3],
        ),
    ),
)
def chair_on_two_layers(action: ActionFacts, context: Context) -> str | None:
    for first, second in combinations(action.bodies, 2):
        apart = first.layer != second.layer and squeeze(first.body) != squeeze(second.body)
        if apart and first.chair and squeeze(first.chair) == squeeze(second.chair):
            return (
                f"{first.chair} chairs {first.label}, which {_third(first)} {action.mention}, and {second.label}, "
                f"which {_third(second)} it."
            )
    return None


_MANY = tuple(action(key=key, number=f"1.{key}", what=f"Train team {key}") for key in range(1, 13))


@rule(
    "SL209",
    "advice",
    "owner",
    title="More actions than one person can lead",
    why="A plan that rests on one person stops when that person is away.",
    source="Inspectors find lack of pace where plans are too wide (Leicester, 20 March 2015; Cheshire West, 28 August 2024)",
    mend="Share the actions out, or join those that are one piece of work.",
    needs=("owner",),
    passes=case("The Head of Service leads one action."),
    fails=Example("The Head of Service leads twelve open actions.", plan(*_MANY)),
)
def owner_leads_too_many(plan: PlanFacts, context: Context) -> list[Found]:
    most = context.settings.actions_an_owner_can_lead
    return [
        Found(f"{owner} leads {count} open actions.", owner, owner)
        for owner, count in sorted(context.led.items(), key=lambda led: (-led[1], led[0]))
        if count > most
    ]


@rule(
    "SL210",
    "advice",
    "action",
    title="The owner keeps changing",
    why="Each new owner starts again. Two changes in one action are worth a question at the board.",
    source="Four board chairs in two years was reported as a reason for drift (Somerset, 27 March 2015)",
    mend="Ask the new owner for a plan of their own for the action, with a date.",
    needs=("owner",),
    passes=case("The owner changed once.", owner_changes=1),
    fails=case("The owner changed three times.", owner_changes=3),
)
def owner_keeps_changing(action: ActionFacts, context: Context) -> str | None:
    if not action.open or action.owner_changes <= context.settings.owner_changes_allowed:
        return None
    return f"The owner of {action.mention} has changed {action.owner_changes} times."


@rule(
    "SL211",
    "warning",
    "action",
    title="An owner who is nobody in particular",
    why="“All”, “partners” and “TBC” cannot be asked how it stands.",
    mend="Name the post or the person who leads the action.",
    needs=("owner",),
    passes=case("“Head of Service, Front Door”"),
    fails=case("“All partners”", owners=(OwnerFacts("All partners"),)),
)
def owner_is_nobody(action: ActionFacts, context: Context) -> str | None:
    if not action.owners or not all(words.is_placeholder(owner.text) for owner in action.owners):
        return None
    return f"{action.label} names no one in particular as its owner: {_names(action.owners)}."


def _names(owners: tuple[OwnerFacts, ...]) -> str:
    return ", ".join(f"“{owner.text}”" for owner in owners)


def _third(body: BodyFacts) -> str:
    return {
        "deliver": "delivers",
        "monitor": "monitors",
        "scrutinise": "scrutinises",
        "cross-scrutinise": "cross-scrutinises",
    }[body.layer]


def _or(items: list[str]) -> str:
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " or " + items[-1]
