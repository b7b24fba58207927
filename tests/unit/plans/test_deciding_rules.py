"""The pure rules of sign-off: no sequence of allowed moves gets there without a decision; samples; coverage; the homework index."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.domain.plans import coverage_rules, deciding_rules, homework_rules, rules
from sightline.domain.plans.deciding_rules import EFFECTS, DecisionFacts, Stand, Verifier
from sightline.domain.plans.words import ASSURANCE, DELIVERY, LAYERS
from sightline.ground.lib.errors import Refused

DAY = date(2024, 6, 3)
BOARD, SERVICE, OTHER = (1, "Improvement Board"), (2, "Front Door Service"), (3, "Scrutiny Committee")
DECISION = DecisionFacts(4, "sign-off", ("action", 7), BOARD, DAY, has_effect=True)
READY = Stand("Action 1", "done", "verified")
DECIDED = {"signed-off", "embedded", "reopened"}


def allowed(check: Any, *args: Any) -> bool:
    try:
        check(*args)
    except Refused as refusal:
        assert refusal.sentence.endswith(".")
        assert refusal.rule.startswith("plans.")
        return False
    return True


class TestNoWayWithoutADecision:
    @given(some.lists(some.sampled_from([None, *ASSURANCE]), max_size=12))
    def test_officers_moves_never_reach_what_a_body_decides(self, wanted: list[str | None]) -> None:
        stands: str | None = None
        for move in wanted:
            if allowed(rules.check_assurance_move, stands, move):
                stands = move
            assert stands not in DECIDED

    @given(some.lists(some.sampled_from(["office", *EFFECTS]), max_size=15), some.data())
    def test_every_settled_state_follows_a_decision_that_was_allowed(
        self, steps: list[str], data: Any
    ) -> None:
        stand, decisions = Stand("Action 1", "done", None), 0
        for step in steps:
            if step == "office":
                move = data.draw(some.sampled_from([None, *ASSURANCE]))
                if allowed(rules.check_assurance_move, stand.assurance, move):
                    stand = replace(stand, assurance=move)
            elif allowed(deciding_rules.check_can_settle, step, stand):
                decisions += 1
                settles = EFFECTS[step].settles
                stand = (
                    replace(stand, ended=True) if settles == "ended" else replace(stand, assurance=settles)
                )
            assert decisions or not (stand.ended or stand.assurance in DECIDED)

    @given(
        some.sampled_from([*EFFECTS, "adopt-plan", "other"]),
        some.sampled_from([("action", 7), ("action", 8), ("plan", 7), None]),
        some.booleans(),
        some.sampled_from(["", "Action 2 was signed off by it"]),
    )
    def test_a_decision_covers_only_its_own_kind_and_thing_once(
        self, kind: str, about: Any, has_effect: bool, used: str
    ) -> None:
        facts = replace(DECISION, kind=kind, about=about, has_effect=has_effect, used=used)
        covers = allowed(deciding_rules.check_decision_covers, "sign-off", ("action", 7), facts)
        assert covers == (kind == "sign-off" and about == ("action", 7) and has_effect and not used)

    @given(
        some.sampled_from(sorted(EFFECTS)),
        some.sampled_from([None, *DELIVERY]),
        some.sampled_from([None, *ASSURANCE]),
    )
    def test_what_may_be_settled_from_where(self, kind: str, delivery: Any, assurance: Any) -> None:
        stand = Stand("Action 1", delivery, assurance)
        expected = {
            "sign-off": assurance == "verified" and delivery == "done",
            "embed": assurance == "signed-off",
            "reopen": assurance in ("signed-off", "embedded"),
            "end-action": True,
        }[kind]
        assert allowed(deciding_rules.check_can_settle, kind, stand) == expected
        assert not allowed(deciding_rules.check_can_settle, kind, replace(stand, ended=True))

    def test_the_moves_of_officers_and_of_bodies_are_apart(self) -> None:
        officers = {move for moves in rules.ASSURANCE_MOVES.values() for move in moves}
        bodies = {effect.settles for effect in EFFECTS.values()}
        assert not officers & bodies
        assert bodies - {"ended"} == rules.DECIDED


class TestEntitled:
    bodies = some.lists(some.sampled_from([BOARD, SERVICE, OTHER]), unique=True)

    @given(some.sampled_from([BOARD, SERVICE, OTHER]), bodies, bodies)
    def test_only_who_is_named_and_does_not_deliver(self, body: Any, entitled: Any, delivering: Any) -> None:
        may = allowed(deciding_rules.check_entitled, "sign-off", body, entitled, delivering)
        assert may == (body in entitled and body not in delivering)

    def test_the_refusal_names_who_can(self) -> None:
        with pytest.raises(Refused) as caught:
            deciding_rules.check_entitled("sign-off", OTHER, [BOARD, SERVICE], [SERVICE])
        assert caught.value.who == "Improvement Board"

    @pytest.mark.parametrize(
        "knows", [{"said": True}, {"showed": ("Audit",)}, {"owns": True}, {"delivers": ("Front Door",)}]
    )
    def test_nobody_verifies_their_own_homework(self, knows: dict[str, Any]) -> None:
        assert allowed(deciding_rules.check_can_verify, Verifier("A head of service"), "Action 1")
        assert not allowed(
            deciding_rules.check_can_verify, Verifier("A head of service", **knows), "Action 1"
        )
        lacks = deciding_rules.why_not_ready(READY, 1, Verifier("A head of service", **knows))
        assert lacks
        assert lacks[0].startswith("A head of service, who verified it,")


class TestReady:
    @given(some.sampled_from([None, *DELIVERY]), some.sampled_from([None, *ASSURANCE]), some.integers(0, 2))
    def test_ready_is_done_evidenced_and_verified_by_somebody_else(
        self, delivery: Any, assurance: Any, evidence: int
    ) -> None:
        lacks = deciding_rules.why_not_ready(
            Stand("Action 1", delivery, assurance), evidence, Verifier("Somebody")
        )
        assert (not lacks) == (delivery == "done" and assurance == "verified" and evidence > 0)

    def test_what_holds_a_frozen_set_up(self) -> None:
        def piece(key: int, version: int = 1, sha256: str = "a") -> dict[str, Any]:
            return {"evidence": key, "version": version, "title": f"Piece {key}", "sha256": sha256}

        frozen = [piece(1), piece(2), piece(3)]
        changes = deciding_rules.evidence_changes(frozen, [piece(1), piece(2, 2, "b"), piece(4)])
        assert changes.gone == (
            "“Piece 2” was replaced by version 2 (version 1 was put before it)",
            "“Piece 3” no longer stands",
        )
        assert changes.added == ("Piece 4",)
        assert not allowed(deciding_rules.check_same_evidence, changes, "Action 1")
        only_more = deciding_rules.evidence_changes(frozen, [*frozen, piece(4)])
        assert allowed(deciding_rules.check_same_evidence, only_more, "Action 1")
        assert deciding_rules.evidence_changes(frozen, reversed(frozen)).words == ""


class TestHomework:
    stands = some.lists(
        some.tuples(some.sampled_from([None, *DELIVERY]), some.sampled_from([None, *ASSURANCE])), max_size=30
    )

    @given(stands)
    def test_each_share_is_within_the_one_before(self, stands: list[Any]) -> None:
        found = homework_rules.homework(stands)
        assert (
            found.actions
            >= found.declared
            >= found.evidenced
            >= found.verified
            >= found.signed_off
            >= found.embedded
            >= 0
        )
        assert found.on_their_word == found.declared - found.verified
        assert found.sentence.endswith(".")

    def test_the_sentence(self) -> None:
        assert homework_rules.homework([]).sentence == "There are no actions here."
        assert homework_rules.homework([("done", "signed-off")]).sentence == (
            "Of 1 action, 1 is declared done. Of that, 1 was verified by somebody else and 1 was signed off by a body. "
            "Nobody’s homework is marked by themselves."
        )
        assert homework_rules.homework([("done", "reopened"), (None, None)]).declared == 0


class TestSample:
    populations = some.lists(some.integers(1, 400), unique=True, min_size=1, max_size=60)
    seeds = some.text("abcdef0123456789-", min_size=1, max_size=20)

    @given(populations, seeds, some.data())
    def test_a_part_without_repeats_and_the_same_again(
        self, population: list[int], seed: str, data: Any
    ) -> None:
        size = data.draw(some.integers(1, len(population)))
        drawn = homework_rules.draw(population, size, seed)
        assert len(drawn) == size == len(set(drawn))
        assert set(drawn) <= set(population)
        assert drawn == homework_rules.draw(reversed(population), size, seed)
        larger = homework_rules.draw(population, len(population), seed)
        assert larger[:size] == drawn

    @given(some.lists(some.integers(1, 400), unique=True, min_size=1, max_size=12), some.data())
    def test_every_member_can_be_drawn(self, population: list[int], data: Any) -> None:
        wanted = data.draw(some.sampled_from(population))
        assert any(homework_rules.draw(population, 1, f"seed-{n}") == [wanted] for n in range(2_000))

    def test_it_is_the_rule_that_the_page_tells(self) -> None:
        def place(number: int) -> str:
            return hashlib.sha256(f"x:{number}".encode()).hexdigest()

        assert homework_rules.draw(range(1, 9), 3, "x") == sorted(range(1, 9), key=place)[:3]

    def test_the_hash_covers_everything(self) -> None:
        facts: dict[str, Any] = {"of": "all", "seed": "s", "size": 1, "population": [1, 2], "members": [2]}
        other = {"of": "declared", "seed": "t", "size": 2, "population": [1, 2, 3], "members": [1]}
        first = homework_rules.sample_hash(**facts)
        assert (
            len({first, *(homework_rules.sample_hash(**facts | {name: other[name]}) for name in other)}) == 6
        )

    @pytest.mark.parametrize("seed", ["", "it's", "a b", "é", "x" * 65])
    def test_seeds_that_a_shell_would_misread_are_refused(self, seed: str) -> None:
        with pytest.raises(Refused):
            homework_rules.check_can_draw([1], 1, seed)


class TestCoverage:
    layers = some.dictionaries(
        some.sampled_from(sorted(LAYERS)), some.lists(some.sampled_from([BOARD, SERVICE, OTHER]), unique=True)
    )

    @given(layers, layers)
    def test_own_bodies_stay_and_the_plans_never_take_a_second_layer(self, own: Any, whole: Any) -> None:
        found = coverage_rules.effective_layers(own, whole, tuple(LAYERS))
        taken = {body for bodies in own.values() for body in bodies}
        for layer in LAYERS:
            mine = tuple(own.get(layer, ()))
            if mine:
                assert found[layer].bodies == mine
                assert not found[layer].inherited
            else:
                assert set(found[layer].bodies) == set(whole.get(layer, ())) - taken
        without = {layer for layer in LAYERS if not found[layer].bodies}
        assert {gap.layer for gap in coverage_rules.gaps(found)} == without
