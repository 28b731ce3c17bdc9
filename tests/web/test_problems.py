"""The address that is a problem's type says in plain words what it means, to anybody and in both languages."""

import pytest

from uu.web.api.problems import PROBLEMS


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("slug", PROBLEMS)
def test_every_problem_is_explained_where_its_type_points(client, slug, language):
    told = client.get("/api/v1/openapi.json").json["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]
    page = client.get(f"/problems/{slug}", headers={"Accept-Language": language})
    assert f"/problems/{slug}" in told
    assert (page.status_code, str(PROBLEMS[slug].status) in page.text) == (200, True)
    assert (PROBLEMS[slug].meaning in page.text.replace("&#39;", "'")) == (language == "en")


def test_one_leads_to_all_others(client):
    page = client.get("/problems/invalid").text
    assert [slug for slug in PROBLEMS if f'href="/problems/{slug}"' not in page] == ["invalid"]


def test_an_unknown_one_is_not_found(client):
    assert client.get("/problems/none-of-them").status_code == 404
