from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.plans.succession_rules import DOES, Place, clash, effective, own_homework
from sightline.domain.plans.words import LAYERS


def test_two_layers_never_meet_and_who_delivers_neither_signs_off_nor_watches():
    assert clash("deliver", "monitor") and clash("scrutinise", "cross-scrutinise")
    assert clash("deliver", "sign-off") and clash("watch", "deliver")
    assert (
        not clash("monitor", "sign-off")
        and not clash("sign-off", "watch")
        and not clash("deliver", "deliver")
    )


def test_it_names_the_actions_and_only_what_passes():
    stood = Place("deliver", 2, "Partnership Board")
    passes = Place("monitor", 2, "Partnership Board", "action-monitor:5")
    said = own_homework([("Plan 1, 1.1", [stood, passes]), ("Plan 1, 1.2", [stood])])
    assert said == {
        "action-monitor:5": "Partnership Board delivers and monitors the same action then: Plan 1, 1.1."
    }
    before = [stood, Place("monitor", 2, "Partnership Board")]
    assert own_homework([("Plan 1, 1.1", before)]) == {}


def test_what_an_action_names_itself_overrules_its_plan():
    own = [Place("monitor", 1, "A")]
    whole = [Place("monitor", 2, "B"), Place("sign-off", 3, "C")]
    assert [place.name for place in effective(own, whole)] == ["A", "C"]


@given(st.lists(st.tuples(st.sampled_from(sorted(DOES)), st.integers(1, 4), st.booleans()), max_size=8))
def test_whatever_is_not_refused_leaves_nobody_checking_itself(rows):
    places = [
        Place(role, body, f"Body {body}", f"x:{n}" if moved else "")
        for n, (role, body, moved) in enumerate(rows)
    ]
    refused = own_homework([("Action", places)])
    left = [place for place in places if place.moved not in refused]
    for one, other in combinations(left, 2):
        if one.moved or other.moved:
            assert one.body != other.body or not clash(one.role, other.role)
    assert set(DOES) >= set(LAYERS)
