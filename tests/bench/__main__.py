"""./dev bench: measures what is named, or everything, and prints a table (or JSON)."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from tests.bench import caseload, growth, instructions, lost, pair, statements, waiting, weight
from tests.bench.figures import Figure, show


class Measure(Protocol):
    """Measures something with its own folder for throw-away data."""

    def __call__(self, folder: Path, *, quick: bool) -> list[Figure]:
        """Return what was found; ``quick`` takes fewer samples."""


MEASURES: dict[str, tuple[str, Measure]] = {
    "weight": ("What a telephone receives", weight.measure),
    "statements": ("What is asked of the database", statements.measure),
    "waiting": ("What somebody waits for", waiting.measure),
    "lost": ("Saves under kill -9 of the web process, SQLite", lost.measure),
    "pair": ("CPU of one question and its answer, PostgreSQL, everything on", pair.measure),
    "caseload": ("A counsellor’s 700 people, PostgreSQL", caseload.measure),
    "growth": ("From 10,000 weeks to 500,000, PostgreSQL", growth.measure),
    "instructions": ("Instructions of one request, SQLite", instructions.measure),
}
ON_REQUEST: dict[str, tuple[str, Measure]] = {
    "growth-5m": ("From 10,000 weeks to 5,000,000, PostgreSQL", growth.measure_most),
}
"""What takes many minutes: measured only when it is named."""


def main() -> None:
    """Measure and print."""
    known = {**MEASURES, **ON_REQUEST}
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a list of objects instead of tables")
    parser.add_argument("--quick", action="store_true", help="fewer samples: a first idea")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(known)}")
    wished = parser.parse_args()
    unknown = set(wished.names) - known.keys()
    if unknown:
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    tell: Callable[[str, list[Figure]], None] = (lambda _title, _figures: None) if wished.json else show
    found: list[Figure] = []
    for name in wished.names or MEASURES:
        title, measure = known[name]
        with TemporaryDirectory(prefix=f"portal-{name}-") as folder:
            figures = measure(Path(folder), quick=wished.quick)
        tell(title, figures)
        found += figures
    if wished.json:
        json.dump([figure.as_json() for figure in found], sys.stdout, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()
