"""The charts: right lengths, right words, nothing unescaped, and nothing a strict page would refuse."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.output.charts import (
    BarTexts,
    Kind,
    PairTexts,
    RangeTexts,
    RankTexts,
    SpanTexts,
    StepTexts,
    TrendTexts,
    WeekTexts,
    bucket_bar,
    pairs,
    range_bar,
    ranks,
    spans,
    stacked_bars,
    steps,
    trend,
    week_bars,
)
from uu.output.charts.marks import BUCKETS
from uu.output.svg import number, percent
from uu.statistics.measures import Counts
from uu.statistics.periods import month_end, months_until

EVIL = """<script>alert("1")</script>&'"""
NAMES = {"reached": "Opnået", "on_the_way": "På vej", "at_risk": "Kræver indsats", "unknown": "Ukendt"}
BARS = BarTexts("Fordeling", "46 af 180 er nået", NAMES, "Ingen unge", total=lambda n: f"{n} unge")
RANGE = RangeTexts("Gennemført", "Mellem 71 og 79 %", "71 % sikkert", "79 % muligt", "mål 95 %")
TREND = TrendTexts(
    "Udvikling",
    "Fra 22 til 43 %",
    "sikkert",
    "muligt",
    "mål 95 %",
    "43–56 %",
    lambda day: f"{day:%m/%Y}",
    lambda share: f"{share:.0%}",
)
STEPS = StepTexts(
    "Resultat", "Efter 24 måneder 31 %", "Andel", "Usikkerhed", "sammenlignet med 25 %", "31 % (26–37 %)",
    ((0, "Første samtale"), (365, "12 måneder"), (730, "24 måneder")), lambda share: f"{share:.0%}",
)  # fmt: skip
SPANS = SpanTexts("Ved 25 år", "62 % ved 24", "Forventet", "Usikkerhed", "mål 95 %", lambda share: f"{share:.0%}")
AGES = [("15", None), ("16", (0.6, 0.5, 0.7)), ("17", (1.0, 1.0, 1.0))]
PAIRS = PairTexts("To steder", "To søjler for hver andel", "Sikkert", "Muligt", "Tilfældet")
RANKS = RankTexts("Flest mangler i Tingbjerg", "En søjle for hvert område")
CURVE = [(0, 0.0, 0.0, 0.0), (365, 0.2, 0.15, 0.26), (730, 0.31, 0.26, 0.37)]
ALL = Counts(reached=46, on_the_way=87, at_risk=29, unknown=18).by_bucket()
MONTHS = [month_end(month) for month in months_until(date(2026, 11, 23), 36)]
POINTS = [(month, 0.22 + 0.006 * i, 0.34 + 0.006 * i) for i, month in enumerate(MONTHS)]
WEEK_TEXTS = WeekTexts("Samtaler", "En række for hver slags", lambda n: f"{n} i alt", lambda day: f"uge {day:%V}")
WEEKS = [date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)]
KINDS = [Kind("Walk & talk", (4, 0, 40)), Kind("Forsøg", (0, 1, 20), hatched=True)]
CHARTS = {
    "range": range_bar("range", 0.71, 0.79, 0.95, RANGE),
    "buckets": bucket_bar("buckets", ALL, BARS),
    "rows": stacked_bars("rows", [("Tingbjerg", ALL), ("Tomgården", {})], BARS),
    "trend": trend("trend", POINTS, 0.95, TREND),
    "pairs": pairs("pairs", [("Nået", [("Tingbjerg", "31 %", (0.31, 0.46, 0.24, 0.59)), ("Byen", "–", None)])], PAIRS),
    "ranks": ranks("ranks", [("Tingbjerg", 27, "27 unge"), ("Folehaven", 0, "0 unge")], RANKS),
    "steps": steps("steps", CURVE, 0.25, STEPS),
    "weeks": week_bars("weeks", WEEKS, KINDS, WEEK_TEXTS),
    "spans": spans("spans", AGES, 0.95, SPANS),
}
# What the style sheet knows; a new class needs a rule there.
CLASSES = {
    "chart",
    *(f"chart-{bucket}" for bucket in BUCKETS),
    *("chart-text", "chart-label", "chart-axis", "chart-target", "chart-target-line", "chart-track"),
    *("chart-band", "chart-segment", "chart-plot", "chart-line", "chart-line-possible", "chart-lone"),
    *("chart-dot", "chart-pattern-line", "chart-pattern-dot"),
}


def parts(chart, name=None, kind=None):
    """The chart's elements of a name, or with a class."""
    found = ET.fromstring(chart).iter()
    return [
        e
        for e in found
        if (name is None or e.tag == name) and (kind is None or kind in e.get("class", "").split())
    ]


def words(chart):
    return [e.text for e in parts(chart, "text")]


@pytest.mark.parametrize(("key", "chart"), CHARTS.items())
def test_every_chart_has_a_name_a_description_and_unique_ids(key, chart):
    root = ET.fromstring(chart)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{key}-title {key}-desc")
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert all(root.find(tag).text for tag in ("title", "desc"))
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith(f"{key}-") for name in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", chart)) <= set(ids)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_the_look_comes_from_known_classes_alone(chart):
    assert not [e for e in parts(chart) if e.get("style") or e.tag == "style" or e.tag == "script"]
    assert {kind for e in parts(chart) for kind in e.get("class", "").split()} <= CLASSES
    colours = {e.get(name) for e in parts(chart) for name in ("fill", "stroke")} - {None}
    assert all(colour in {"currentColor", "none"} or colour.startswith("url(#") for colour in colours)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_text_is_never_scaled(chart):
    root = ET.fromstring(chart)
    assert root.get("viewBox") is None
    assert not [text for inner in root.iter("svg") if inner.get("viewBox") for text in inner.iter("text")]


def test_the_range_bar_is_as_long_as_its_shares():
    certain, possible = parts(CHARTS["range"], "rect", "chart-reached")[:2]
    assert (certain.get("x"), certain.get("width")) == ("0%", "71%")
    assert (possible.get("x"), possible.get("width")) == ("71%", "8%")
    assert parts(CHARTS["range"], "line", "chart-target")[0].get("x1") == "95%"
    assert words(CHARTS["range"]) == ["mål 95 %", "71 % sikkert", "79 % muligt"]


@pytest.mark.parametrize(("target", "anchor"), [(0.95, "end"), (0.05, "start")])
def test_the_targets_label_leans_inwards(target, anchor):
    chart = range_bar("range", 0.1, 0.2, target, RANGE)
    assert parts(chart, "text")[0].get("text-anchor") == anchor


@pytest.mark.parametrize("wrong", [(0.8, 0.7, 0.95), (-0.1, 0.7, 0.95), (0.1, 1.1, 0.95), (0.1, 0.2, 95)])
def test_a_range_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="range bar"):
        range_bar("range", *wrong, RANGE)


@given(st.fixed_dictionaries({bucket: st.integers(0, 10**6) for bucket in NAMES}))
def test_the_segments_fill_the_bar_in_proportion(counts):
    chart = bucket_bar("bar", counts, BARS)
    people = sum(counts.values())
    drawn = [
        e
        for e in parts(chart, "rect")
        if e.get("fill") == "currentColor" and "chart-segment" in e.get("class")
    ]
    assert len(drawn) == sum(n > 0 for n in counts.values())
    widths = [float(e.get("width").rstrip("%")) for e in drawn]
    assert widths == pytest.approx([100 * counts[b] / people for b in NAMES if counts[b]], abs=0.006)
    starts = [float(e.get("x").rstrip("%")) for e in drawn]
    assert starts == pytest.approx([sum(widths[:i]) for i in range(len(widths))], abs=0.03)
    assert bool(parts(chart, kind="chart-track")) == (people == 0)


def test_numbers_stand_beside_shapes_and_names():
    assert words(CHARTS["buckets"]) == ["46 Opnået", "87 På vej", "29 Kræver indsats", "18 Ukendt"]
    assert words(CHARTS["rows"])[4:] == [
        "Tingbjerg",
        "180 unge",
        "46",
        "87",
        "29",
        "18",
        "Tomgården",
        "0 unge",
        "Ingen unge",
    ]


def test_a_long_label_takes_more_lines_and_loses_no_word():
    label = "Beboerprojekt Nordvest og de fjorten boligafdelinger i Bispebjerg"
    chart = stacked_bars("rows", [(label, ALL)], BARS)
    assert " ".join(e.text for e in parts(chart, "text", "chart-label")) == label
    one_line = stacked_bars("rows", [("Nordvest", ALL)], BARS)
    assert int(ET.fromstring(chart).get("height")) > int(ET.fromstring(one_line).get("height"))


def test_the_trend_runs_from_the_first_month_to_the_last_with_the_target_above():
    line = parts(CHARTS["trend"], "path", "chart-line")[0].get("d")
    assert line.startswith("M0 78 ")
    assert line.endswith(" 100 57")
    assert words(CHARTS["trend"]) == [
        "0%",
        "50%",
        "mål 95 %",
        "12/2023",
        "05/2025",
        "11/2026",
        "43–56 %",
        "sikkert",
        "muligt",
    ]


def test_months_without_anybody_leave_a_gap_and_a_lone_month_is_a_dot():
    nobody = [(day, None, None) for day, _, _ in POINTS[10:20]]
    chart = trend("gap", [*POINTS[:10], *nobody, POINTS[20], *nobody[:1], *POINTS[22:]], 0.95, TREND)
    assert len(parts(chart, "path", "chart-line")) == 2
    assert len(parts(chart, "path", "chart-dot")) == 1


@pytest.mark.parametrize("points", [[], POINTS[:1], POINTS[:2], [(MONTHS[0], None, None)]], ids=len)
def test_a_short_past_is_drawn_as_far_as_it_goes(points):
    chart = trend("short", points, None, TREND)
    assert len([word for word in words(chart) if "/" in word]) == len(points)
    assert "mål 95 %" not in words(chart)


def test_a_trend_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="trend"):
        trend("wrong", [(MONTHS[0], 0.6, 0.5)], 0.95, TREND)


def test_a_curve_goes_along_and_then_up_as_far_as_it_is_known():
    (line,) = parts(steps("steps", CURVE[:2], 0.25, STEPS), "path", "chart-line")
    assert line.get("d") == "M0 100 50 100 50 80 50 80"
    assert parts(steps("steps", [], 0.25, STEPS), "path") == []


ENDS = [((0.6, 0.5, 0.7), "end"), ((0.31, 0.2, 0.4), "start"), ((0.1, 0.05, 0.2), "start")]


@pytest.mark.parametrize(("end", "anchor"), ENDS)
def test_the_comparators_label_stands_where_the_curve_is_not(end, anchor):
    drawn = steps("steps", [(0, 0.0, 0.0, 0.0), (730, *end)], 0.25, STEPS)
    (label,) = [each for each in parts(drawn, "text") if each.text == STEPS.comparator]
    assert label.get("text-anchor") == anchor


def test_a_curve_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="low <= share <= high"):
        steps("steps", [(0, 0.2, 0.3, 0.4)], 0.25, STEPS)


def test_what_people_have_named_is_escaped():
    evil = BarTexts(EVIL, EVIL, dict.fromkeys(NAMES, EVIL), EVIL)
    chart = stacked_bars("evil", [(EVIL, ALL), (EVIL, {})], evil)
    assert "<script" not in chart
    assert ET.fromstring(chart).find("title").text == EVIL


@pytest.mark.parametrize("key", ["", "1a", "a b", 'a"', "a\n"])
def test_a_key_is_fit_for_an_id(key):
    with pytest.raises(ValueError, match="key"):
        bucket_bar(key, ALL, BARS)


def test_numbers_are_short():
    assert [number(value) for value in (0.0, 100.0, 33.333333, 0.1 + 0.2)] == ["0", "100", "33.33", "0.3"]
    assert percent(0.715) == "71.5%"


def test_weeks_are_on_one_scale_and_any_at_all_is_seen():
    heights = [
        int(one.get("height")) for one in ET.fromstring(CHARTS["weeks"]).iter("rect") if "chart" in one.get("class", "")
    ]
    # Four of forty, forty, then one of forty and twenty of forty, which are hatched and so drawn twice.
    assert [heights[0], heights[1], *heights[2::2][:2]] == [4, 36, 2, 18]


def test_weeks_name_the_first_the_middle_and_the_last_and_refuse_a_count_too_many():
    said = ("uge 52", "uge 53", "uge 01", "44 i alt", "21 i alt")
    assert [word for word in said if word not in CHARTS["weeks"]] == []
    assert "rect" not in week_bars("weeks", WEEKS, [Kind("Ingen", (0, 0, 0))], WEEK_TEXTS).partition("</defs>")[2]
    with pytest.raises(ValueError, match="every week"):
        week_bars("weeks", WEEKS, [Kind("En", (1,))], WEEK_TEXTS)


def test_spans_have_a_stroke_and_a_dot_for_each_age_with_somebody():
    chart = CHARTS["spans"]
    assert len(parts(chart, "path", "chart-lone")) == len(parts(chart, "path", "chart-dot")) == 2
    assert [word for word in words(chart) if word in {"15", "16", "17"}] == ["15", "16", "17"]


def test_a_span_outside_its_interval_is_refused():
    with pytest.raises(ValueError, match="span"):
        spans("spans", [("15", (0.5, 0.6, 0.7))], 0.95, SPANS)


def test_what_others_have_published_has_a_line_of_its_own():
    texts = RangeTexts("T", "D", "c", "p", "t", "published 2021: 77 %")
    bar = range_bar("range", 0.2, 0.3, 0.9, texts, 0.77)
    assert 'class="chart-published" x1="77%" x2="77%"' in bar
    assert "published 2021: 77 %" in bar
    assert "chart-published" not in range_bar("range", 0.2, 0.3, 0.9, texts)
