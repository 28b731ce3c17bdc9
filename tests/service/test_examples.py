"""The example in docs/api.md is run as it stands, against a real service."""

import os
import re
import subprocess
from pathlib import Path

from tests.browser.service import PASSWORD

MANUAL = Path(__file__).parent.parent.parent / "docs" / "api.md"
EXAMPLE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_example_of_the_manual_works_as_it_stands(service):
    script = "".join(EXAMPLE.findall(MANUAL.read_text(encoding="utf-8")))
    told = os.environ | {"SERVER": service.url, "PASSWORD": PASSWORD}
    done = subprocess.run(
        ["sh", "-eu"], input=script, env=told, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first, again, standing, figures = done.stdout.splitlines()[-4:]
    assert '"outcome":"applied"' in first
    assert '"outcome":"already_applied"' in again
    assert '"standing":"ready"' in standing
    assert '"of":"registered_young_people"' in figures
