"""What runs under valgrind: replays requests and marks, for callgrind, where each counted part begins and ends.

callgrind writes its counters down each time the C function ``sched_yield`` is called, and nothing else calls it here.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

from flask import Flask

from tests.bench.replay import Request, send
from tests.bench.unguarded import take_the_guard_away

GUARDED, UNGUARDED = "guarded", "unguarded"


def main(plan: Path) -> None:
    """Replay each part of the plan: its first requests to warm up, the rest counted."""
    told = json.loads(plan.read_text())
    os.environ.update(told["settings"])
    app: Flask = import_module("wsgi").app
    for part in told["parts"]:
        if part["guard"] == UNGUARDED:
            take_the_guard_away()
        requests = [Request(**request) for request in part["requests"]]
        for request in requests[: told["warm_up"]]:
            send(app, request)
        os.sched_yield()
        for request in requests[told["warm_up"] :]:
            send(app, request)
        os.sched_yield()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
