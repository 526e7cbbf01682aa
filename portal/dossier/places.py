"""The towns of France, found by name or postcode in one text kept in memory, biggest first."""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from portal.core.typed import latin_digits, plain
from portal.dossier.spelling import by_ear, slips, slips_allowed

_SHOWN = ("commune-actuelle", "arrondissement-municipal")
_WRITTEN_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_CORSICA = {"2a": "20", "2b": "20"}
"""The two departments of Corsica have letters; their postcodes begin with 20."""
_ARTICLE = re.compile(r"^(?:le|la|les|l|los) (?=.)")
_ORDINAL = re.compile(r"\b(\d{1,2}) ?(?:er|ere|e|eme|ieme)\b")
_DISTRICT = re.compile(r"(\d{1,2})e?")
_DISTRICT_WORDS = frozenset({"arrondissement", "arrondissements", "arr", "ardt"})
MOST = 8
"""Places that are shown."""
_POSTCODE = 5
_SHORTEST_POSTCODE = 2
_MOST_LETTERS = 80
BIG_TOWNS = 1500
"""When a name is misspelt, how many of the biggest towns with the same first letter are looked at."""
_WITH_DISTRICTS = frozenset({"75056", "69123", "13055"})
"""Paris, Lyon and Marseille: each of their postcodes is that of one district (arrondissement)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A commune, or one of the 45 districts of Paris, Lyon and Marseille."""

    code: str
    """Its INSEE code, such as 2A004: answers are kept under it."""
    name: str
    postcodes: tuple[str, ...]
    department: str


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of France.

    A line holds what the place is found by, ``|le havre|havre|``, then its code, name, department and ``,76600,76610``.
    """

    lines: bytes = field(repr=False)

    def by_code(self, code: str) -> Place | None:
        """Return the place with this INSEE code, or none."""
        if not (code.isascii() and code.isalnum() and len(code) == _POSTCODE):
            return None
        return next(map(_place, self._holding(f"\t{code}\t")), None)

    def search(self, typed: str, most: int = MOST) -> list[Place]:
        """Return the places meant by ``typed``: a name or its beginning, a postcode or its beginning, or both."""
        words = _words(typed)
        name = " ".join(word for word in words if not word[0].isdecimal())
        digits = "".join(word for word in words if word.isdecimal())
        if not name:
            return _first(most, self._with_postcode(digits))
        districts = filter(None, map(_DISTRICT.fullmatch, words))
        return (
            _first(most, chain(self._districts(name, districts), self._named_in(name, digits)))
            or _first(most, chain(self._with_postcode(digits), self._named(name)))
            or _first(most, self._misspelt(name))
        )

    def _holding(self, text: str) -> Iterator[bytes]:
        """Give each line that holds ``text``, biggest place first."""
        sought = text.encode()
        end = 0
        while (found := self.lines.find(sought, end)) >= 0:
            start = self.lines.rfind(b"\n", 0, found) + 1
            end = self.lines.index(b"\n", found)
            yield self.lines[start:end]

    def _named(self, name: str) -> Iterator[bytes]:
        """Give the places with this very name, then those it begins, then those where it begins a later word."""
        return chain.from_iterable(map(self._holding, (f"|{name}|", f"|{name}", f" {name}")))

    def _named_in(self, name: str, digits: str) -> Iterator[bytes]:
        """Give the places of this name, only those of the postcode or department when one was typed too."""
        return (line for line in self._named(name) if f",{digits}".encode() in line)

    def _districts(self, name: str, districts: Iterable[re.Match[str]]) -> Iterator[bytes]:
        """Give the district meant by “paris 11”, “paris 11e” or “paris 11ème”."""
        return chain.from_iterable(self._holding(f"|{name} {int(district[1])}e") for district in districts)

    def _with_postcode(self, digits: str) -> Iterable[bytes]:
        """Give the places of a postcode; for a whole one, a district comes before its city."""
        if not _SHORTEST_POSTCODE <= len(digits) <= _POSTCODE:
            return ()
        lines = self._holding(f",{digits}")
        return sorted(lines, key=_has_districts) if len(digits) == _POSTCODE else lines

    def _misspelt(self, name: str) -> list[bytes]:
        """Return the big towns whose name is a slip or two away from ``name``, closest first."""
        near: list[tuple[int, bytes]] = []
        for line in islice(self._holding(f"|{name[0]}"), BIG_TOWNS):
            written = line[1 : line.index(b"|", 1)].decode()
            away = slips(by_ear(name), by_ear(written), slips_allowed(name))
            if away is not None:
                near.append((away, line))
        return [line for _, line in sorted(near, key=lambda pair: pair[0])]


@cache
def load_places(path: Path) -> Places:
    """Read the places once from the file that :func:`write_places` made at set-up."""
    return Places(gzip.decompress(path.read_bytes()))


def write_places(communes_json: Path, out: Path) -> None:
    """Write the places of ``@etalab/decoupage-administratif`` to ``out``: the same bytes for the same list.

    Left out: places without a postcode (nobody lives there) and former communes, which are part of another one today.
    """
    communes = json.loads(communes_json.read_text("utf-8"))
    shown = [commune for commune in communes if commune["type"] in _SHOWN and commune.get("codesPostaux")]
    shown.sort(key=lambda commune: (-commune.get("population", 0), commune["code"]))
    text = "".join(map(_line, shown))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _words(typed: str) -> list[str]:
    """Return the plain words of ``typed``: “St Denis (٩٣)” gives saint, denis, 93; “Paris 1er Arr.” gives paris, 1e."""
    text = _ORDINAL.sub(r"\1e", latin_digits(plain(typed[:_MOST_LETTERS])))
    written = (_CORSICA.get(word, _WRITTEN_OUT.get(word, word)) for word in text.split())
    return [word for word in written if word not in _DISTRICT_WORDS]


def _line(commune: dict[str, Any]) -> str:
    postcodes = "".join(f",{postcode}" for postcode in sorted(commune["codesPostaux"]))
    found_by = f"|{'|'.join(_found_by(commune['nom']))}|"
    return f"{found_by}\t{commune['code']}\t{commune['nom']}\t{commune['departement']}\t{postcodes}\n"


def _found_by(name: str) -> list[str]:
    """Return the plain name, then the same without its article: people type both “Le Havre” and “Havre”."""
    written = " ".join(_WRITTEN_OUT.get(word, word) for word in plain(name).split())
    return list(dict.fromkeys((written, _ARTICLE.sub("", written))))


def _place(line: bytes) -> Place:
    _, code, name, department, postcodes = line.decode().split("\t")
    return Place(code=code, name=name, postcodes=tuple(postcodes[1:].split(",")), department=department)


def _first(most: int, lines: Iterable[bytes]) -> list[Place]:
    """Return the first different places, reading no further than needed."""
    places: dict[bytes, None] = {}
    for line in lines:
        if len(places) >= most:
            break
        places[line] = None
    return [_place(line) for line in places]


def _has_districts(line: bytes) -> bool:
    return _place(line).code in _WITH_DISTRICTS
