"""Machine instructions of a save and of a question page, counted by callgrind on SQLite: they do not drift.

Counted are the requests 21 to 120 of one process, which is the difference of a run of 120 and a run of 20; hashes are
not seeded at random. The same again without the promise check and the journal tells what those cost.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Any

from flask import Flask

from portal.settings import ROOT
from tests.bench.counted import GUARDED, UNGUARDED
from tests.bench.figures import Figure
from tests.bench.replay import Request, pages, saves
from tests.bench.stage import Stage, Visitor, sqlite_stage
from tests.bench.telling import SHORT_PATH

_WARM_UP = 20
_MILLION = 1e6
_SAVE, _PAGE, _SHARE = 3.0, 4.5, 15.0
_TOTAL = re.compile(r"^(?:totals|summary): (\d+)", re.MULTILINE)
_WITHOUT = "valgrind is not here: apt-get install valgrind"


def measure(folder: Path, *, quick: bool) -> list[Figure]:
    """Return the instructions of a save and a page, and the share of the guard in each."""
    names = ("a save", "a question page", "a question page, compressed for the browser")
    if shutil.which("valgrind") is None:
        return [Figure(name, None, "million", why_not=_WITHOUT) for name in names]
    counted = 40 if quick else 100
    each = -(-(_WARM_UP + counted) // len(SHORT_PATH))
    stage = sqlite_stage(folder, 2 * each)
    plan = _plan(stage, each, _WARM_UP + counted)
    totals = [total / counted / _MILLION for total in _count(folder, plan)]
    save, page, packed, bare_save, bare_page = totals
    return [
        Figure(names[0], save, "million", _SAVE),
        Figure(names[1], page, "million", _PAGE),
        Figure(names[2], packed, "million"),
        Figure("promise check and journal in a save", _share(bare_save, save), "%", _SHARE),
        Figure("promise check and journal in a page", _share(bare_page, page), "%", _SHARE),
    ]


def _share(bare: float, whole: float) -> float:
    return 100 * (whole - bare) / whole


def _plan(stage: Stage, each: int, requests: int) -> dict[str, object]:
    """Return what is replayed: first answers of some people, then their pages, then the same unguarded."""
    app, told = stage.app(), stage.visitors[:each]
    parts: list[tuple[str, list[Request]]] = [
        (GUARDED, _saves(app, told)),
        (GUARDED, list(chain.from_iterable(pages(visitor) for visitor in told))),
        (GUARDED, list(chain.from_iterable(pages(visitor, **{"Accept-Encoding": "gzip"}) for visitor in told))),
        (UNGUARDED, _saves(app, stage.visitors[each:])),
        (UNGUARDED, list(chain.from_iterable(pages(visitor) for visitor in told))),
    ]
    return {
        "settings": stage.settings,
        "warm_up": _WARM_UP,
        "parts": [
            {"guard": guard, "requests": [asdict(request) for request in found[:requests]]} for guard, found in parts
        ],
    }


def _saves(app: Flask, visitors: Sequence[Visitor]) -> list[Request]:
    return list(chain.from_iterable(saves(app, visitor) for visitor in visitors))


def _count(folder: Path, plan: dict[str, Any]) -> list[int]:
    """Run the plan under callgrind; return the instructions of each part."""
    written = folder / "plan.json"
    written.write_text(json.dumps(plan))
    command = ["valgrind", "--tool=callgrind", "--dump-before=sched_yield", f"--callgrind-out-file={folder}/out"]
    command += ["-q", sys.executable, "-m", "tests.bench.counted", str(written)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}, check=True)
    dumps = [folder / f"out.{number}" for number in range(2, 2 * len(plan["parts"]) + 1, 2)]
    return [int(_TOTAL.findall(dump.read_text())[-1]) for dump in dumps]
