"""What counsellors of a demonstration write: neutral words that a young person may ask to read."""

import csv
from collections import defaultdict
from pathlib import Path
from random import Random

_FILE = Path(__file__).parent.parent / "reference" / "demo_texts.csv"


class Texts:
    """Notes, next steps and places to choose from."""

    def __init__(self) -> None:
        self.pools: dict[str, list[str]] = defaultdict(list)
        with _FILE.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.pools[row["kind"]].append(row["text"])

    def note(self, luck: Random) -> str:
        return luck.choice(self.pools["note"])

    def step(self, luck: Random) -> str:
        return luck.choice(self.pools["step"])

    def place(self, luck: Random) -> str:
        return luck.choice(self.pools["place"])
