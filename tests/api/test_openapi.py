"""The description is valid OpenAPI 3.1, says of data what the forms say, and of answers what is answered."""

from uuid import uuid4

import jsonschema_rs
import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31

from tests import cast, people
from tests.api.conftest import API
from uu.domain import followups, sessions
from uu.domain.admission import LONGEST
from uu.vocabulary import ContactOrigin, OperationKind
from uu.web.api.acts import KINDS


@pytest.fixture
def described(client):
    return client.get(f"{API}/openapi.json", headers={"Accept-Language": "en"}).json


def data_of(described, name):
    return described["components"]["schemas"][name]["properties"]["data"]


def fits(described, name, answer):
    """The answer, judged by the shape it is said to have."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(answer)


def test_it_is_openapi(described):
    jsonschema_rs.validator_for(OPENAPI_31).validate(described)
    for schema in described["components"]["schemas"].values():
        jsonschema_rs.meta.validate(schema)


def test_every_route_is_described_and_nothing_else(app, described):
    routes = {
        (rule.rule.removeprefix(API).replace("<uuid:device_id>", "{device}"), method.lower())
        for rule in app.url_map.iter_rules() if rule.rule.startswith(API) for method in rule.methods & {"GET", "POST"}
    }  # fmt: skip
    calls = {(path, method) for path, calls in described["paths"].items() for method in {*calls} - {"parameters"}}
    assert routes == calls


def test_every_kind_of_operation_is_described():
    assert set(KINDS) == set(OperationKind)


def test_a_person_is_registered_as_the_form_says(described):
    data = data_of(described, "RegisterYouth")
    assert data["required"] == ["area", "code", "first_name", "id", "informed", "origin"]
    named = data["properties"]["first_name"]
    assert (named["maxLength"], named["minLength"], named["title"]) == (LONGEST["first_name"], 1, "First name")
    assert data["properties"]["origin"]["enum"] == [origin.value for origin in ContactOrigin]
    assert data["properties"]["birth_on"]["format"] == "date"
    assert (data["properties"]["said_age"]["minimum"], data["properties"]["said_age"]["maximum"]) == (0, 119)


def test_of_a_card_only_the_person_must_be_told(described):
    data = data_of(described, "EditCard")
    assert (data["required"], "version" in data["properties"]) == (["youth"], False)


def test_buttons_and_tokens_of_pages_are_no_part_of_it(described):
    names = {name for kind in OperationKind for name in data_of(described, _title(kind))["properties"]}
    assert not {"csrf_token", "anyway", "look", "find"} & names


def _title(kind):
    return "".join(word.capitalize() for word in kind.value.split("_"))


def test_answers_have_the_shape_they_are_said_to_have(described, phone, phone_of, mette, sami, client):
    followups.add_followup(mette, sami, uuid4(), "Ring", people.clock.today())
    sessions.record_attempt(mette, sami, uuid4())
    for name in ("Amina", "Aminah"):
        phone.did("register_youth", id=uuid4(), first_name=name, phone="20000009", said_age=17, code="AFB",
                  reason="moved", area=cast.area("Mjølnerparken"), origin="street", informed="yes")  # fmt: skip
    version = sami.version
    for one, nickname in ((phone, "Sam"), (phone_of(mette), "Sammy")):
        one.did("edit_card", youth=sami.id, base_version=version, nickname=nickname)
    shown = phone.ask("/changes").json
    fits(described, "Changes", shown)
    assert all(any(person[name] for person in shown["people"]) for name in ("duplicates", "conflicts", "followups"))
    fits(described, "Youths", phone.ask(f"/youths?id={sami.id}&id={uuid4()}").json)
    fits(described, "Reference", phone.ask("/reference").json)
    fits(described, "Problem", phone.ask("/youths?id=x").json)
    fits(described, "Standing", client.get(f"{API}/devices/{phone.id}/standing").json)
    sent = [phone.post("/operations", phone.parcel()).json, {"results": [phone.did("edit_card", youth=sami.id)]}]
    for results in sent:
        fits(described, "Results", results)


@pytest.mark.parametrize("kind", OperationKind)
def test_what_is_described_is_what_is_read(described, kind):
    """Each name in the description is a name that is read: none of them is refused as unknown."""
    from uu.web.api import bodies

    form, beside, _do = KINDS[kind]
    names = set(data_of(described, _title(kind))["properties"])
    assert names == set(bodies.told_fields(form)) | set(beside)
