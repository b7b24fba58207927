"""Checks 4: success measures, baselines and targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation

from ..facts import ActionFacts, QuantityFacts
from . import words
from .examples import BASELINE, PERCENT, case
from .registry import Context, rule, squeeze

_DIRECTIONS = (">=", "<=", ">", "<")  # comparators that say which side is good


@rule(
    "SL401",
    "error",
    "action",
    title="An action without a success measure",
    why="Nobody can say whether it made a difference, only whether it was done.",
    source="No clear targets to measure success (Milton Keynes, 25 November 2016); a much stronger emphasis on impact is "
    "needed (Birmingham, 25 November 2016)",
    mend="Write how one will know that things are better for children: a figure, an audit, what families say.",
    needs=("success_measure",),
    passes=case("“Percentage of assessments completed within 45 working days”"),
    fails=case("Neither a success measure nor a target.", success_measure=None, target=None, baseline=None),
)
def action_without_measure(action: ActionFacts, context: Context) -> str | None:
    stated = (action.success_measure or "").strip() or (action.target and action.target.raw.strip())
    return None if stated else f"{action.label} does not say how one will know that it worked."


@rule(
    "SL402",
    "warning",
    "action",
    title="An action without a target",
    why="Without a target nobody can say how far there is to go.",
    source="Lack of targets stops leaders holding each other to account (Lancashire, 27 November 2015); Blackpool’s "
    "members found targets missing (2023)",
    mend="Say how much, and by when.",
    needs=("target",),
    passes=case("“95% of assessments”"),
    fails=case(
        "No target, and no number in the success measure.",
        target=None,
        success_measure="Audits find good work",
    ),
)
def action_without_target(action: ActionFacts, context: Context) -> str | None:
    if _stated(action.target) or words.has_amount(action.success_measure):
        return None
    return f"{action.label} has no target."


@rule(
    "SL403",
    "warning",
    "action",
    title="An action without a baseline",
    why="Without a starting point nobody can show that anything has changed.",
    source="Lack of agreed benchmarks (Lancashire, 27 November 2015)",
    mend="Give the figure at the start, and its date.",
    needs=("baseline",),
    passes=case("“82% of assessments (31 March 2026)”"),
    fails=case("A target of 95% and no baseline.", baseline=None),
)
def action_without_baseline(action: ActionFacts, context: Context) -> str | None:
    aims = _stated(action.target) or (action.success_measure or "").strip()
    if _stated(action.baseline) or not aims:
        return None
    return f"{action.label} has no baseline."


@rule(
    "SL404",
    "warning",
    "action",
    title="A target without a number",
    why="Words such as “improved” are true of any change, and of none.",
    source="“Standards to be understood and implemented by staff” was a target in a real plan",
    mend="Say how many, how much or how often; for a thing to be made, say when it will exist and move it to the action.",
    needs=("target",),
    passes=case("“All children in care”", target=QuantityFacts("All children in care")),
    fails=case("“Improved timeliness”", target=QuantityFacts("Improved timeliness")),
)
def target_without_number(action: ActionFacts, context: Context) -> str | None:
    target = action.target
    if not _stated(target) or target is None or target.value is not None or words.has_amount(target.raw):
        return None
    if target.comparator not in (None, "", "="):  # a range, or another's figure ("England average")
        return None
    return f"The target of {action.mention} holds no number: “{target.raw.strip()}”."


@rule(
    "SL405",
    "warning",
    "action",
    title="The target equals the baseline",
    why="Reaching it changes nothing.",
    mend="Set a target that is better than today, or write that the level is to be kept.",
    needs=("target", "baseline"),
    passes=case("From 82% to 95%."),
    fails=case("From 95% to 95%.", baseline=replace(BASELINE, raw="95%", value=Decimal(95))),
)
def target_equals_baseline(action: ActionFacts, context: Context) -> str | None:
    pair = _pair(action)
    if pair is None or pair[0].value != pair[1].value or _keeps_level(action):
        return None
    return f"The target of {action.mention} is its baseline: {pair[1].raw.strip()}."


@rule(
    "SL406",
    "error",
    "action",
    title="The target is worse than the baseline",
    why="Either the direction that is good, the target or the baseline is wrong.",
    source="Real minutes call a figure above its target good in one line and bad in the next (Darlington)",
    mend="Correct the figures, or state which direction is good.",
    needs=("target", "baseline", "polarity"),
    passes=case("Higher is better, from 82% to 95%."),
    fails=case("Lower is better, from 82% to 95%.", polarity="lower is better"),
)
def target_worse_than_baseline(action: ActionFacts, context: Context) -> str | None:
    pair = _pair(action)
    if pair is None or pair[0].value is None or pair[1].value is None:
        return None
    rises = pair[1].value - pair[0].value
    wrong = (action.polarity == "higher is better" and rises < 0) or (
        action.polarity == "lower is better" and rises > 0
    )
    if not wrong:
        return None
    return (
        f"In {action.mention} {action.polarity}, but the target ({pair[1].raw.strip()}) is worse than the baseline "
        f"({pair[0].raw.strip()})."
    )


@rule(
    "SL407",
    "warning",
    "action",
    title="A rate without its denominator",
    why="A rate is a number of something among so many of something else; without both it cannot be compared.",
    source="Minutes of 2024 give referrals per 100,000 and looked-after children per 10,000 where the published figures "
    "are per 10,000; Devon’s plan mixes a rate and a percentage",
    mend="Say of what it is a percentage, or per how many of whom it is a rate.",
    needs=("target",),
    passes=case("“95% of assessments”"),
    fails=case(
        "“83%”, and nothing says of what.",
        target=QuantityFacts("83%", Decimal(83), "%"),
        baseline=QuantityFacts("71%", Decimal(71), "%"),
        success_measure="Timeliness improves",
        what="Speed up the work of the front door",
    ),
)
def rate_without_denominator(action: ActionFacts, context: Context) -> str | None:
    target = action.target
    if not _stated(target) or target is None or target.denominator:
        return None
    baseline = action.baseline.raw if action.baseline else ""
    everything = f"{target.raw} | {baseline} | {action.success_measure or ''}"
    if action.baseline and action.baseline.denominator:
        return None
    if (target.unit == "%" or words.percentages(target.raw)) and not words.is_rate(everything):
        found = not words.says_of_what(f"{everything} | {action.what}")
        return (
            f"The target of {action.mention} is “{target.raw.strip()}”; nothing says of what."
            if found
            else None
        )
    rate = target.value is not None and words.is_rate(
        f"{target.raw} {target.unit or ''} {action.success_measure or ''}"
    )
    if (
        rate
        and not words.says_per_what(f"{everything} | {target.unit or ''}")
        and not words.says_of_what(everything)
    ):
        return f"The target of {action.mention} is a rate (“{target.raw.strip()}”); nothing says per how many of whom."
    return None


@rule(
    "SL408",
    "warning",
    "action",
    title="Which direction is good is not stated",
    why="A figure above its target is good for some measures and bad for others; colours get it wrong.",
    source="A target of 5 per cent “exceeded” was meant as good in real minutes (Darlington); the DfE’s Local Authority "
    "Interactive Tool states the polarity of each measure",
    mend="State whether higher or lower is better, or that there is no good direction.",
    needs=("target", "polarity"),
    passes=case("Higher is better."),
    fails=case(
        "A target of 95%, without “at least” or a direction.",
        polarity=None,
        target=replace(PERCENT, comparator=None),
    ),
)
def polarity_not_stated(action: ActionFacts, context: Context) -> str | None:
    target = action.target
    if target is None or target.value is None or action.polarity or target.comparator in _DIRECTIONS:
        return None
    return f"For {action.mention} it is not stated which direction is good (target: {target.raw.strip()})."


@rule(
    "SL409",
    "warning",
    "action",
    title="A vague verb, and nothing to measure",
    why="“Continue to”, “ensure” and “explore” can never be found not done.",
    source="Plans focused on processes and structures (Croydon, 4 September 2017); no clear targets to measure success "
    "(Milton Keynes, 25 November 2016)",
    mend="Say what will be done, how much of it, and how one will know. “Ensure that 95% of assessments are done in 45 "
    "days” is fine: there is something to measure.",
    passes=case(
        "“Ensure that 95% of assessments are done in 45 days by March 2027”",
        what="Ensure that 95% of assessments are done in 45 days by March 2027",
        success_measure=None,
        target=None,
        baseline=None,
    ),
    fails=case(
        "“Continue to strengthen partnership working”, with no measure or target",
        what="Continue to strengthen partnership working",
        success_measure=None,
        target=None,
        baseline=None,
    ),
)
def vague_verb(action: ActionFacts, context: Context) -> str | None:
    verb = words.vague_verb(action.what)
    if verb is None or words.is_concrete(action.what) or words.is_measurable(action.success_measure):
        return None
    if action.target and (action.target.value is not None or words.has_amount(action.target.raw)):
        return None
    return f"{action.label} opens with “{verb}” and states nothing to measure."


@rule(
    "SL410",
    "advice",
    "action",
    title="The success measure repeats the action",
    why="A measure that is the action again says only that it was done, not that anything is better.",
    source="Evaluating outcome alongside completion was praised (Southampton, 15 September 2014); changes to structure "
    "did not reach frontline practice (Hull, 17 May 2019)",
    mend="Write what will be different for children.",
    needs=("success_measure",),
    passes=case("A percentage within a time."),
    fails=case(
        "“Train all managers” measured by “All managers trained”",
        what="Train all managers in reflective supervision",
        success_measure="All managers are trained in reflective supervision",
    ),
)
def measure_repeats_action(action: ActionFacts, context: Context) -> str | None:
    said, meant = _stems(action.success_measure or ""), _stems(action.what)
    if len(said) < 3 or words.has_number(action.success_measure):
        return None
    if len(said & meant) / len(said) < 0.8:
        return None
    return f"The success measure of {action.mention} repeats the action: “{(action.success_measure or '').strip()}”."


@rule(
    "SL411",
    "advice",
    "action",
    title="A baseline without a date",
    why="A starting point without a date cannot be found again, and published figures are revised.",
    source="Each figure in Devon’s table carries its own period",
    mend="Write the date or the period beside the baseline.",
    needs=("baseline",),
    passes=case("“82% of assessments (31 March 2026)”"),
    fails=case("“82%”", baseline=QuantityFacts("82% of assessments", Decimal(82), "%", None, "assessments")),
)
def baseline_without_date(action: ActionFacts, context: Context) -> str | None:
    baseline = action.baseline
    if baseline is None or baseline.value is None or baseline.as_at or words.has_date(baseline.raw):
        return None
    return f"The baseline of {action.mention} has no date: {baseline.raw.strip()}."


@rule(
    "SL412",
    "warning",
    "action",
    title="Baseline and target in different units",
    why="A rate cannot be compared with a percentage.",
    source="Devon’s table mixes rates and percentages",
    mend="Give both in the same unit.",
    needs=("target", "baseline"),
    passes=case("Both in per cent."),
    fails=case(
        "From 27 per 10,000 to 95%.",
        baseline=QuantityFacts("27 per 10,000 (March 2026)", Decimal(27), "per 10,000"),
    ),
)
def units_differ(action: ActionFacts, context: Context) -> str | None:
    baseline, target = action.baseline, action.target
    if baseline is None or target is None or baseline.value is None or target.value is None:
        return None
    if not baseline.unit or not target.unit or squeeze(baseline.unit) == squeeze(target.unit):
        return None
    return (
        f"In {action.mention} the baseline is “{baseline.raw.strip()}” and the target “{target.raw.strip()}”."
    )


@rule(
    "SL413",
    "warning",
    "action",
    title="A share of more than the whole",
    why="More than 100% of something cannot be reached; a figure was mistyped, or an increase is meant.",
    source="A likely slip stands in a published plan: 30.8% beside 3.99% (Devon)",
    mend="Correct the figure, or write “an increase of ...”.",
    needs=("target",),
    passes=case("95%."),
    fails=case("950%.", target=replace(PERCENT, raw="950% of assessments", value=Decimal(950))),
)
def more_than_the_whole(action: ActionFacts, context: Context) -> str | None:
    for name, quantity in (("target", action.target), ("baseline", action.baseline)):
        if quantity is None or quantity.value is None or quantity.unit != "%":
            continue
        if quantity.value > 100 and not words.is_change(quantity.raw):
            return f"The {name} of {action.mention} is more than 100%: {quantity.raw.strip()}."
    return None


@rule(
    "SL414",
    "advice",
    "action",
    title="A rate that has no good direction is given one",
    why="Fewer children looked after, fewer child protection plans or fewer referrals can mean that children are safer, or "
    "that they are missed.",
    source="Department for Education, Local Authority Interactive Tool: these measures have no polarity",
    mend="Aim at a band (in line with neighbours, say), and put a measure of quality beside it.",
    needs=("target", "polarity"),
    passes=case("Percentage of assessments in time, higher is better."),
    fails=case(
        "“Rate of children looked after per 10,000”, lower is better",
        success_measure="Rate of children looked after per 10,000",
        polarity="lower is better",
        target=QuantityFacts("120 per 10,000", Decimal(120), "per 10,000"),
        baseline=QuantityFacts(
            "182 per 10,000 (March 2026)", Decimal(182), "per 10,000", as_at=date(2026, 3, 31)
        ),
    ),
)
def direction_given_to_rate(action: ActionFacts, context: Context) -> str | None:
    if action.polarity not in ("lower is better", "higher is better"):
        return None
    named = words.rate_without_direction(
        f"{action.success_measure or ''} | {action.target.raw if action.target else ''}"
    )
    if named is None:
        return None
    return (
        f"{action.label} says that {action.polarity} for “{named}”, which has no good direction of its own."
    )


@rule(
    "SL415",
    "warning",
    "action",
    title="The action says one figure, the target another",
    why="Each reader will hold the owner to a different one.",
    mend="Make the two agree.",
    needs=("target",),
    passes=case("The action says 95%, the target says 95%."),
    fails=case(
        "The action says 95%, the target says 90%.", target=replace(PERCENT, raw="90%", value=Decimal(90))
    ),
)
def figures_disagree(action: ActionFacts, context: Context) -> str | None:
    target = action.target
    if target is None or target.value is None or target.unit != "%":
        return None
    said = words.percentages(action.what)
    if not said or any(_same(figure, target.value) for figure in said):
        return None
    return f"{action.label} says {said[0]}% in its words, and {target.raw.strip()} in its target."


def _stated(quantity: QuantityFacts | None) -> bool:
    return quantity is not None and bool(quantity.raw.strip())


def _pair(action: ActionFacts) -> tuple[QuantityFacts, QuantityFacts] | None:
    """Baseline and target, where both are numbers in units that do not differ."""
    baseline, target = action.baseline, action.target
    if baseline is None or target is None or baseline.value is None or target.value is None:
        return None
    if baseline.unit and target.unit and squeeze(baseline.unit) != squeeze(target.unit):
        return None
    return baseline, target


def _keeps_level(action: ActionFacts) -> bool:
    return words.is_keeping(
        f"{action.what} {action.success_measure or ''} {action.target.raw if action.target else ''}"
    )


def _same(figure: str, value: Decimal) -> bool:
    try:
        return Decimal(figure) == value
    except InvalidOperation:
        return False


def _stems(text: str) -> set[str]:
    """The words of a text, roughly without their endings, without the smallest ones."""
    found = {word.strip(".,;:()“”'\"").casefold() for word in text.split()}
    return {word[:5] for word in found if len(word) > 3}
