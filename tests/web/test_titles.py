"""A browser writes the titles of pages into its history in the clear, so none of them names a young person."""

import re

import pytest

from tests.web.world import World

ABOUT_SOMEBODY = {"youth_id", "followup_id", "session_id"}


@pytest.fixture
def world(db):
    return World()


def test_no_title_names_a_young_person(app, world, visit):
    mette, named = visit("mette", world), 0
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and ABOUT_SOMEBODY & rule.arguments]
    for rule in rules:
        page = mette.get(world.fill(rule)).text
        named += "Sam" in page
        assert "Sam" not in re.search("<title>(.*?)</title>", page, re.DOTALL).group(1).replace("Samtale", "")
    assert named > 5
