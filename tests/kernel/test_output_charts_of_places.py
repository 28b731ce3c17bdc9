"""The charts that set places beside each other: pairs of shares, and ranks of people."""

import pytest

from tests.kernel.test_output_charts import CHARTS, PAIRS, RANKS, parts, words
from uu.output.charts import pairs, ranks


def test_a_pair_shows_what_is_certain_possible_and_what_chance_could_do():
    chart = CHARTS["pairs"]
    certain, possible = parts(chart, "rect", "chart-reached")
    assert (certain.get("width"), possible.get("x"), possible.get("width")) == ("31%", "31%", "15%")
    whisker = parts(chart, "line", "chart-target")[1]
    assert (whisker.get("x1"), whisker.get("x2")) == ("24%", "59%")
    assert len(parts(chart, "rect", "chart-track")) == 2
    with pytest.raises(ValueError, match="pair"):
        pairs("wrong", [("Opnået", [("Byen", "", (0.5, 0.4, 0.1, 0.9))])], PAIRS)


def test_the_longest_rank_is_as_wide_as_the_picture_and_nobody_has_no_bar():
    assert [bar.get("width") for bar in parts(CHARTS["ranks"], "rect", "chart-at_risk")] == ["100%"]
    assert words(ranks("none", [], RANKS)) == []
    with pytest.raises(ValueError, match="rank"):
        ranks("wrong", [("Byen", -1, "")], RANKS)
