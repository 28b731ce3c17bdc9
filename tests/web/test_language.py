"""Numbers are written fast, and exactly as Babel would write them."""

import pytest
from babel import numbers
from hypothesis import given
from hypothesis import strategies as some

from uu.web import language


@pytest.fixture(scope="module", params=["da", "en"])
def locale(request):
    """Both languages, one after the other."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(language, "language", lambda: request.param)
        yield language.locale()


@given(number=some.integers(-(10**9), 10**9))
def test_a_whole_number_has_its_thousands_apart(locale, number):
    assert language.format_number(number) == numbers.format_decimal(number, locale=locale)


@given(share=some.one_of(some.floats(0, 1), some.integers(0, 1000).map(lambda n: n / 1000)))
def test_a_share_is_rounded_to_whole_percent(locale, share):
    assert language.format_share(share) == numbers.format_percent(share, "#,##0 %", locale=locale)
    assert language.format_share(None) == "–"
