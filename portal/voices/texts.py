"""Which texts are said aloud: all that a person can meet, in every language on offer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from portal.core.heard import CLOSED, name_of
from portal.web.heard import closed_texts, texts_alone
from portal.web.language import SOURCE, Language, read_catalogue

_STAFF, _PAPER = "pages of people who work at the agency", "papers, files and messages that leave the portal"
NOT_SAID: Mapping[str, str] = MappingProxyType(
    {
        "portal/caseload/": _STAFF,
        "portal/agency/": _STAFF,
        "portal/helping/opening.py": _STAFF,
        "portal/helping/templates/helping/open": _STAFF,
        "portal/signin/templates/signin/staff.html": _STAFF,
        "portal/rights/inbox.py": _STAFF,
        "portal/rights/templates/rights/inbox.html": _STAFF,
        "portal/rights/templates/rights/request.html": _STAFF,
        "portal/rights/templates/rights/stopped.html": _STAFF,
        "portal/web/templates/web/stopped.html": _STAFF,
        "portal/activities/as_json.py": _PAPER,
        "portal/activities/as_table.py": _PAPER,
        "portal/activities/sheet.py": _PAPER,
        "portal/rights/bundle.py": _PAPER,
        "portal/rights/paper.py": _PAPER,
    }
)
"""Places whose words are never heard, and why: what stands only there is not recorded."""
STAFF_ONLY = tuple(place for place, why in NOT_SAID.items() if why == _STAFF)
"""The places whose words only people who work at the agency read."""
STAFF_SENTENCES = frozenset(
    {
        "Too many tries. Wait 15 minutes, or ask your manager.",
        "These do not go together. Check all three.",
        "Your account is stopped: ask your manager.",
    }
)
"""Sentences for staff that stand in a file which is also for people."""
_FIRST = (
    "portal/dossier/questions/",
    "portal/dossier/",
    "portal/activities/",
    "portal/signin/",
    "portal/web/",
    "portal/core/",
)
"""The order in which sounds are made: what most people meet comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text of one language, to be said whole."""

    name: str
    text: str
    places: tuple[str, ...]
    """The files it stands in; empty for what stands in no catalogue, like “3 hours”."""


def texts(language: Language, folder: Path) -> Mapping[str, Text]:
    """Return every text that is said in ``language``, by its name, what most people meet first.

    ``folder`` holds the catalogues, and the template that says in which files a sentence stands.
    """
    template, catalogue = _template(folder), read_catalogue(folder, language.tag)
    found: dict[str, Text] = {}
    for message in sorted(filter(_is_said, template), key=_turn):
        places = tuple(file for file, _line in message.locations)
        for text in _said(message, catalogue, language):
            found.setdefault(name_of(text), Text(name=name_of(text), text=text, places=places))
    for text in (*texts_alone(language), language.name):
        found.setdefault(name_of(text), Text(name=name_of(text), text=text, places=()))
    return found


def is_said_somewhere(source: str, files: Iterable[str]) -> bool:
    """Tell whether a sentence that stands in ``files`` is for people, and on a page."""
    return source not in STAFF_SENTENCES and not all(file.startswith(tuple(NOT_SAID)) for file in files)


def _is_said(message: Message) -> bool:
    return bool(message.id) and is_said_somewhere(_forms(message.id)[0], (file for file, _line in message.locations))


def _said(message: Message, catalogue: Catalog, language: Language) -> Iterator[str]:
    """Go through what is said for a message: itself, or all that a closed set makes of it; nothing with open gaps."""
    source = _forms(message.id)[0]
    if "%(" in source:
        yield from sorted(closed_texts(source, language)) if source in CLOSED else ()
    elif language.tag == SOURCE:
        yield from _forms(message.id)
    else:
        translated = catalogue.get(message.id)
        yield from _forms(translated.string) if translated is not None else ()


def _turn(message: Message) -> int:
    places = [file for file, _line in message.locations]
    turns = [turn for turn, start in enumerate(_FIRST) for file in places if file.startswith(start)]
    return min(turns, default=len(_FIRST))


def _template(folder: Path) -> Catalog:
    with (folder / "messages.pot").open("rb") as file:
        return read_po(file)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
