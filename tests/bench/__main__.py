"""`make bench`: what the pages cost with a city's worth of young people. It measures and judges nothing.

    python -m tests.bench --youths 20000
"""

import argparse
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask
from flask.testing import FlaskClient

from tests import scratch
from tests.bench import field, forecast, phone, privacy, reports, servers
from tests.bench.crowd import EVENTS_EACH, Crowd
from tests.bench.visitor import Offered, cpu, fetched, sign_in, weight
from tests.browser.service import UU, _free_port
from tests.engines import environment, migrate, settings_for
from uu import clock
from uu.domain import forecasting, keys, overview
from uu.models import StaffUser, Youth, database
from uu.settings import Settings
from uu.statistics import periods
from uu.vocabulary import Role

# The least that reads every young person once: SQLite's own sum over an index that has all it needs.
RAW_SUM = "SELECT SUM(status_on < '2026-01-01'), COUNT(*) FROM youth WHERE closed = 0"
HEAVIEST = 14.0
COMPARED = "/overview/compare?one=district:3&other=city:"
LEADERS_PAGES = {
    "under the radar": "/radar",
    "the weekly control": "/control",
    "the activity": "/activity",
    "the resources": "/resources",
    "the ages": "/overview/ages",
    "need and counsellors": "/overview/need",
    "the forecast": "/forecast",
}


def main() -> None:
    """Print what each page costs with a crowd of young people, and what each server does under load."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    subjects = ["all", "pages", "servers", "field", "phone", "forecast", "privacy"]
    parser.add_argument("subject", nargs="?", choices=subjects, default="all")
    parser.add_argument("--youths", type=int, default=100_000, help="how many young people (100 000)")
    parser.add_argument("--populations", type=int, default=50, help="how many populations are attacked (50)")
    wanted = parser.parse_args()
    if wanted.subject in {"all", "pages"}:
        pages(wanted.youths)
    if wanted.subject in {"all", "servers"}:
        servers.compare()
    if wanted.subject in {"all", "field"}:
        field.measure()
    if wanted.subject in {"all", "phone"}:
        phone.measure()
    if wanted.subject in {"all", "forecast"}:
        forecast.cover()
    if wanted.subject in {"all", "privacy"}:
        privacy.measure(wanted.populations)


def pages(youths: int) -> None:
    """Make a crowd, visit as a leader and as a counsellor, and print what each page costs."""
    folder = scratch.folder("bench")
    try:
        measure(settings_for(f"sqlite:///{folder}/uu.sqlite", f"sqlite:///{folder}/keyring.sqlite"), youths)
    finally:
        shutil.rmtree(folder)


def measure(settings: Settings, size: int) -> None:
    """Everything, on one database of that size."""
    app = _settled(settings, size)
    leader, counsellor = _visitors(app)
    with app.app_context():
        _overview(leader)
        _movement(leader)
        reports.measure()
        youth = Youth.select().where(Youth.counsellor == StaffUser.get(username="c0")).first()
        _daily_work(counsellor, f"/youths/{youth.id}")
        _weights(app.test_client(), leader, counsellor, f"/youths/{youth.id}")
    database.disconnect()
    _start(settings)


def _settled(settings: Settings, size: int) -> Flask:
    from uu.web import create_app

    began = time.monotonic()
    migrate(settings)
    app = create_app(settings)
    keys.unlock(settings.master_key)
    Crowd(size).settle()
    seconds = time.monotonic() - began
    click.echo(f"{size:,} young people with {size * EVENTS_EACH:,} status events, settled in {seconds:.0f} s\n")
    return app


def _visitors(app: Flask) -> tuple[FlaskClient, FlaskClient]:
    counsellor = StaffUser.get(username="c0")
    leader = StaffUser.create(
        id=counsellor.id.__class__(int=7), username="leader", name="Leader", role=Role.LEADER,
        password_hash="unusable", created_at=counsellor.created_at,
    )  # fmt: skip
    return sign_in(app, leader), sign_in(app, counsellor)


def _overview(leader: FlaskClient) -> None:
    raw = cpu(lambda: database.data.execute_sql(RAW_SUM).fetchall(), 15)
    plan = database.data.execute_sql(f"EXPLAIN QUERY PLAN {RAW_SUM}").fetchone()[3]
    assert "COVERING INDEX" in plan, plan
    day = clock.today() - timedelta(days=28)
    figures = cpu(lambda: overview.overview("city", "", day), 15)
    page = cpu(lambda: fetched(leader, "/overview"), 15)
    _say("raw SUM over a covering index", f"{raw:.1f} ms")
    _say("the overview's figures", f"{figures:.1f} ms", f"{figures / raw:.2f} times the raw SUM")
    _say("the overview's whole page", f"{page:.1f} ms", f"{page / raw:.2f} times the raw SUM (aim: 1.5 or less)")
    for division in ("plan", "area"):
        outcome = cpu(lambda by=division: fetched(leader, f"/outcome?by={by}"), 5)
        _say(f"the outcome, divided by {division}", f"{outcome:.0f} ms", "aim: 300 or less")
    began = time.process_time()
    possible = forecasting.renew(clock.today())
    _say("the forecasts, once a night", f"{time.process_time() - began:.1f} s", f"possible for {possible} places")
    both = cpu(lambda: fetched(leader, COMPARED), 5)
    _say("two places compared", f"{both:.0f} ms", "aim: 300 or less")
    for what, path in LEADERS_PAGES.items():
        taken = cpu(lambda address=path: fetched(leader, f"{address}?by=area"), 5)
        _say(f"{what}, divided by area", f"{taken:.0f} ms", "aim: 300 or less")


def _movement(leader: FlaskClient) -> None:
    """Any two days cost the same, and so does what was known of them on a third."""
    today = clock.today()
    for months in (3, 18, 36):
        since = f"/movement?by=area&from={periods.months_back(today, months)}"
        taken = cpu(lambda address=since: fetched(leader, address), 5)
        _say(f"the movement of {months} months, by area", f"{taken:.0f} ms", "aim: 300 or less")
    then = periods.months_back(today, 6)
    taken = cpu(lambda: fetched(leader, f"/movement?by=area&to={then}&known={then}"), 5)
    _say("the same as known half a year ago", f"{taken:.0f} ms", "aim: 300 or less")


def _daily_work(counsellor: FlaskClient, card: str) -> None:
    _say("Mine unge", f"{cpu(lambda: fetched(counsellor, '/youths'), 15):.1f} ms")
    _say("the card", f"{cpu(lambda: fetched(counsellor, card), 15):.1f} ms")
    _say("the form of a session", f"{cpu(lambda: fetched(counsellor, f'{card}/sessions/new'), 15):.1f} ms")
    _say("opening the form and recording", f"{cpu(_recording(counsellor, card), 15):.1f} ms")


def _recording(counsellor: FlaskClient, card: str) -> Callable[[], object]:
    def record() -> None:
        offered = Offered(fetched(counsellor, f"{card}/sessions/new").get_data(as_text=True)).fields
        answer = counsellor.post(f"{card}/sessions/new", data=offered)
        assert answer.status_code == 303, answer.get_data(as_text=True)

    return record


def _weights(nobody: FlaskClient, leader: FlaskClient, counsellor: FlaskClient, card: str) -> None:
    click.echo()
    pages = [
        (nobody, "/login"), (counsellor, "/youths"), (counsellor, "/youths?show=all"), (counsellor, card),
        (counsellor, f"{card}/sessions/new"), (counsellor, f"{card}/status/new"), (counsellor, "/youths/new"),
        (counsellor, "/followups"), (leader, "/overview"), (leader, "/overview/definitions"),
        (leader, "/outcome?by=area"), (leader, COMPARED), (leader, "/movement?by=area"),
        *((leader, f"{path}?by=area") for path in LEADERS_PAGES.values()),
    ]  # fmt: skip
    for client, path in pages:
        kilobytes = weight(fetched(client, path))
        name = path.replace(card, "/youths/…")
        _say(name, f"{kilobytes:.1f} kB", "" if kilobytes <= HEAVIEST else f"heavier than {HEAVIEST:.0f} kB")


def _start(settings: Settings) -> None:
    port = _free_port()
    command = [UU, "serve"]
    began = time.monotonic()
    variables = environment(settings) | {"UU_PORT": str(port)}
    with subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, cwd=Path.cwd()) as service:
        while service.poll() is None and time.monotonic() - began < 30:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/health/live", timeout=2).close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
            else:
                break
        seconds = time.monotonic() - began
        service.terminate()
    click.echo()
    _say("from start to the first answer", f"{seconds:.1f} s")


def _say(what: str, measured: str, remark: str = "") -> None:
    click.echo(f"{what:<36}{measured:>12}   {remark}".rstrip())


if __name__ == "__main__":
    sys.exit(main())
