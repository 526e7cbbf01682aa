"""Takes one order a line as JSON, writes the file it names, and answers with what was measured in it, or why not."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessibility.studio.engines import NoEngine, Voice, open_engine
from accessibility.studio.shape import checked, measured, packed, shaped, unpacked


def main() -> None:
    """Work until there are no more orders."""
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(order: Mapping[str, Any]) -> Mapping[str, object]:
    try:
        return asdict(measured(_done(order)))
    except NoEngine as error:
        return {"missing": str(error)}
    except ValueError as error:
        return {"why": str(error)}


def _done(order: Mapping[str, Any]) -> bytes:
    """Do what is ordered: say a text, take in a recording, or only look at a file; return the content of the file."""
    file = Path(order["file"])
    if "told" in order:
        told = order["voice"]
        voice = Voice(**{**told, "spelled": frozenset(told["spelled"])})
        file.write_bytes(packed(shaped(_engine(voice).say(order["told"]))))
    elif "recording" in order:
        file.write_bytes(packed(shaped(checked(unpacked(Path(order["recording"]).read_bytes())))))
    return file.read_bytes()


_engine = lru_cache(maxsize=None)(open_engine)
"""Each voice is loaded once."""


if __name__ == "__main__":
    main()
