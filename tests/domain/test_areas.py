"""Areas, plans and dated memberships."""

from uu.domain import areas
from uu.privacy.names import sort_key


def test_the_choices_are_the_real_open_areas_in_danish_order(db: None) -> None:
    names = [choice.name for choice in areas.choices()]
    assert len(names) == 21
    assert names == sorted(names, key=sort_key)
    assert names[0] == "Akacieparken"
    assert names[-1] == "AAB afd. 49 Stærevej"
