"""What looks for faults in the browser can find them."""

from tests.browser.looking import PHONE, axe, sideways

PAGE = """<!doctype html>
<html lang="da"><head><title>Prøve</title></head><body><main><h1>Prøve</h1>{}</main></body></html>"""


def test_axe_finds_a_field_without_a_label(browser):
    page = browser.new_page(viewport=PHONE)
    page.set_content(PAGE.format('<input type="text">'))
    assert any(fault.startswith("label:") for fault in axe(page))
    page.close()


def test_axe_finds_nothing_on_a_page_in_order(browser):
    page = browser.new_page(viewport=PHONE)
    page.set_content(PAGE.format("<p>Ingen unge endnu.</p>"))
    assert axe(page) == []
    page.close()


def test_a_page_that_scrolls_sideways_is_found(browser):
    page = browser.new_page(viewport=PHONE)
    page.set_content(PAGE.format('<p style="width: 500px">a</p>'))
    assert sideways(page) > 0
    page.close()
