from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.governance.responsibilities import Held, Responsibility, list_hash
from sightline.ground.lib.errors import Refused
from sightline.work.handover.rules import Answer, Seen, check_answers, check_day, check_same_list, record_hash

TODAY = date(2024, 6, 3)
MONITORS = Responsibility(
    "monitor", "body", "Actions that it monitors", lambda *_: [], lambda *_: None, ("body",)
)
GIVEN = Responsibility("given", "body", "Delegations", lambda *_: [], lambda *_: None, ())
MUST = Responsibility("must", "body", "Meetings", lambda *_: [], lambda *_: None, ("body",), may_end=False)


def held(*keys: int, kind: str = "monitor") -> list[Held]:
    return [Held(kind, key, f"Action {key}", "Monitors") for key in keys]


def test_the_day_has_come():
    check_day(TODAY, TODAY, "The Board")
    with pytest.raises(Refused, match="has not come"):
        check_day(date(2024, 6, 4), TODAY, "The Board")


def test_a_list_is_alike_whatever_its_order_and_differs_by_what_is_in_it():
    assert list_hash(held(1, 2)) == list_hash(held(2, 1))
    assert list_hash(held(1)) != list_hash(held(1, 2))
    assert list_hash(held(1)) != list_hash([Held("monitor", 1, "Action 1", "Delivers")])


def test_what_is_new_and_what_is_gone_is_said():
    seen = Seen(list_hash(held(1, 2)), frozenset({"monitor:1", "monitor:2"}))
    check_same_list([(MONITORS, held(1, 2))], seen, list_hash(held(1, 2)))
    with pytest.raises(Refused, match=r"New: “Action 3”\. 1 is no longer there"):
        check_same_list([(MONITORS, held(2, 3))], seen, list_hash(held(2, 3)))
    with pytest.raises(Refused, match="reads differently now"):
        check_same_list([(MONITORS, held(1, 2))], seen, "another")


@pytest.mark.parametrize(
    ("responsibility", "answer", "sentence"),
    [
        (MONITORS, Answer(None, " "), "Say why nobody takes “Action 1”"),
        (MONITORS, Answer(("post", 4)), "cannot pass to that"),
        (GIVEN, Answer(("body", 4)), "cannot pass to that"),
        (MUST, Answer(None, "Never mind"), "cannot end with nobody"),
    ],
)
def test_an_answer_that_is_not_allowed_is_refused(responsibility, answer, sentence):
    with pytest.raises(Refused, match=sentence):
        check_answers([(responsibility, held(1))], {"monitor:1": answer})


@given(st.sets(st.integers(1, 40), max_size=20), st.sets(st.integers(1, 40), max_size=20))
def test_it_is_refused_while_one_thing_has_no_answer(there, answered):
    answers = {f"monitor:{key}": Answer(("body", 2)) for key in answered}
    if there <= answered:
        check_answers([(MONITORS, held(*there))], answers)
    else:
        with pytest.raises(Refused, match="without an answer"):
            check_answers([(MONITORS, held(*there))], answers)


def test_the_hash_of_a_record_tells_every_change():
    rows = [{"position": 1, "words": "Action 1", "to_words": "Board"}]
    assert record_hash(rows) == record_hash([dict(reversed(rows[0].items()))])
    assert record_hash(rows) != record_hash([rows[0] | {"to_words": "Panel"}])
