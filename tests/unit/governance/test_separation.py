from sightline.domain.governance.separation import Sitter, shared_people

DIRECTOR, PERSON = ("post", 4), ("person", 9)


def sitter(body: int, role: str = "member", keys=(DIRECTOR,), words: str = "Director") -> Sitter:
    return Sitter(
        body, {1: "Delivery Group", 2: "Improvement Board", 3: "Scrutiny"}[body], role, frozenset(keys), words
    )


LAYERS = {"deliver": [1], "monitor": [2], "scrutinise": [3], "cross-scrutinise": []}


def test_the_same_chair_on_two_layers_is_flagged():
    (flag,) = shared_people(LAYERS, [sitter(1, "chair"), sitter(2, "independent-chair")])
    assert flag.kind == "chair"
    assert flag.places == (("deliver", 1, "chair"), ("monitor", 2, "independent-chair"))
    assert (
        flag.words == "Director chairs Delivery Group, which delivers, and Improvement Board, which monitors."
    )


def test_a_member_on_two_layers_is_flagged_after_the_chairs():
    flags = shared_people(LAYERS, [sitter(1), sitter(2, "chair"), sitter(3, "chair")])
    assert [flag.kind for flag in flags] == ["chair", "person", "person"]


def test_a_post_and_its_holder_are_one():
    (flag,) = shared_people(
        LAYERS, [sitter(1, keys=(DIRECTOR, PERSON)), sitter(3, keys=(PERSON,), words="A. Holder")]
    )
    assert flag.who == "Director (A. Holder)"


def test_clerks_observers_and_vacant_seats_are_not_flagged():
    assert not shared_people(LAYERS, [sitter(1, "clerk"), sitter(2, "clerk")])
    assert not shared_people(LAYERS, [sitter(1, "observer"), sitter(2)])
    assert not shared_people(LAYERS, [sitter(1, keys=()), sitter(2, keys=())])


def test_two_bodies_of_one_layer_and_one_body_on_two_are_not_this_fault():
    assert not shared_people({"deliver": [1, 2]}, [sitter(1), sitter(2)])
    assert not shared_people({"deliver": [1], "monitor": [1]}, [sitter(1)])
