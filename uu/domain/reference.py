"""The field's own facts, loaded once into an empty table: statuses, districts, housing plans and areas."""

import csv
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_DNS, UUID, uuid5

from uu import clock
from uu.domain import figures
from uu.models import (
    OUTSIDE,
    PROTECTED,
    AreaMembership,
    District,
    HousingArea,
    HousingPlan,
    Status,
    StatusBucket,
    Target,
)
from uu.models.database import act
from uu.vocabulary import N_, Bucket

_HERE = Path(__file__).parent.parent / "reference"

# Figures reach back no further, so a first bucket, membership or target holds from here.
DAWN = date(2000, 1, 1)

# How one knows of an area and its plan; the page of the area translates them, and what administrators write it shows.
BASES = {
    "council_2019": N_("The city council's papers of 2019"),
    "council_2023": N_("The city council's papers of 2023"),
    "list_2014": N_("A published list of 2014; the area lies in two districts"),
    "membership_unconfirmed": N_("Membership not confirmed by a source"),
    "note_2021": N_("The municipality's note of 2021"),
    "nv_life": N_("Earlier in NV-Life"),
    "own_site": N_("The plan's own site"),
    "own_site_two_districts": N_("The plan's own site; the area lies in two districts"),
    "renewal": N_("The municipality's area renewal"),
    "unconfirmed": N_("Not confirmed by a source"),
}


def load() -> None:
    """Fill the tables that are empty; what people have changed since stays as it is."""
    with act():
        if not Status.select().exists():
            _load_statuses()
        if not District.select().exists():
            _load_places()
        if not Target.select().exists():
            Target.create(since=DAWN, per_mille=950, label=N_("The city's goal"), set_at=clock.now())
        figures.load((_HERE / "figures.csv").read_text(encoding="utf-8"))


def stable_id(kind: str, name: str) -> UUID:
    """The same id for the same plan or area on every installation."""
    return uuid5(NAMESPACE_DNS, f"{kind}:{name}")


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _load_statuses() -> None:
    for position, row in enumerate(_rows("statuses")):
        status = Status.create(
            code=row["code"],
            label_da=row["label_da"],
            label_en=row["label_en"],
            sub=row["sub"],
            neet={"yes": True, "no": False, "": None}[row["neet"]],
            asks_for=row["asks_for"],
            falls_to=row["falls_to"] or None,
            effort_group=row["effort_group"],
            position=position,
        )
        StatusBucket.create(status=status, since=DAWN, bucket=Bucket(row["bucket"]), set_at=clock.now())


def _load_places() -> None:
    District.insert_many([(row["code"], row["name"]) for row in _rows("districts")]).execute()
    elsewhere = {"district": "99", "basis": "Counts people, is no place"}
    HousingArea.create(id=OUTSIDE, name="Uden for områderne", kind="outside", **elsewhere)
    HousingArea.create(id=PROTECTED, name="Navne- og adressebeskyttelse", kind="protected", **elsewhere)
    rows = _rows("areas")
    for plan in dict.fromkeys(row["plan"] for row in rows if row["plan"]):
        HousingPlan.create(id=stable_id("plan", plan), name=plan)
    for row in rows:
        _load_area(row)


def _load_area(row: dict[str, str]) -> None:
    area = HousingArea.create(
        id=stable_id("area", row["area"]),
        name=row["area"],
        association=row["association"],
        district=row["district"],
        postcode=row["postcode"],
        basis=BASES[row["basis"]],
    )
    if row["plan"]:
        AreaMembership.create(
            id=stable_id("membership", f"{row['plan']}/{row['area']}"),
            area=area,
            plan=stable_id("plan", row["plan"]),
            since=DAWN,
            confirmed=row["confirmed"] == "yes",
            basis=BASES[row["basis"]],
        )
