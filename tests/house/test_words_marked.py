"""Every word of every page goes through the catalogues: seen by giving each translation a mark of its own.

A page made with the marked catalogue may show words outside the marks only where they are somebody's own: names,
addresses, what was typed, the names of languages.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from xml.etree.ElementTree import Element

import pytest
from babel import Locale
from babel.lists import format_list
from babel.messages.pofile import write_po
from babel.units import format_unit

from portal.commands.filling import STORY
from portal.dossier.questions import QUESTIONS
from portal.web.language import FIRST
from tests.house.catalogues import FOLDER, catalogue, template
from tests.house.conftest import ROLES, Filled, OpenFilled
from tests.visitor import HTML, Shown, checked

OPENS, CLOSES = "⟦", "⟧"
MARKED = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")
TOLD = ("aria-label", "alt", "title", "placeholder", "content")
"""Attributes that are read aloud or shown."""
NOT_READ = {"svg", "script", "style"}
PROPER = {f"{HTML}bdi", f"{HTML}address"}
"""Names and addresses, written as they are in every language."""
SIGNS = re.compile(r"[\W\d_]+")
OWN_NAMES = {"français", "english", "العربية", "portail", "lyon"}
"""Names of languages in themselves, of the portal, and of the town in the demo."""


@pytest.fixture(scope="session")
def marked(open_filled: OpenFilled, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """Return a filled portal whose French puts every sentence between marks."""
    folder = Path(copytree(FOLDER, tmp_path_factory.mktemp("marked") / "translations"))
    words = catalogue(FIRST)
    for message in template():
        kept = words.get(message.id) if message.id else None
        if kept is not None:
            kept.string = tuple(map(mark, kept.string)) if isinstance(kept.string, tuple) else mark(str(kept.string))
    with (folder / FIRST / "LC_MESSAGES" / "messages.po").open("wb") as file:
        write_po(file, words)
    catalogue.cache_clear()
    return open_filled(folder)


def mark(text: str) -> str:
    return f"{OPENS}{text}{CLOSES}"


def unmarked(text: str) -> str:
    """Return what is left of a text without what came from the catalogue, marks within marks included."""
    before = ""
    while before != text:
        before, text = text, MARKED.sub(" ", text)
    return text


def told_by(shown: Shown) -> Iterator[str]:
    """Go through everything a page lets read or hear, except what is in the person's own words."""
    assert shown.root is not None
    yield from _told(shown.root)


def _told(element: Element) -> Iterator[str]:
    if element.tag.removeprefix(HTML) in NOT_READ or "svg" in element.tag:
        return
    own = element.get("dir") == "auto" and element.tag != f"{HTML}input"
    if element.tag in PROPER or own or element.get("class") == "code":
        return
    if element.tag != f"{HTML}meta":
        yield from (element.get(name, "") for name in TOLD)
    yield element.text or ""
    for inner in element:
        if isinstance(inner.tag, str):  # a comment is not read
            yield from _told(inner)
        yield inner.tail or ""


def own_words() -> set[str]:
    """Return the words that are nobody's to translate: names, places, days."""
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    names = [one["name"] for one in (*story["people"], *story["staff"])] + [one["address"] for one in story["people"]]
    french = Locale.parse(FIRST)
    dates = [
        word
        for widths in (french.days, french.months)
        for words in widths["format"].values()
        for word in words.values()
    ]
    joined = format_list(["", ""], style="unit", locale=french) + format_unit(2, "duration-minute", locale=french)
    told = " ".join([*dates, joined, *story["agency"].values(), *names])
    return {*SIGNS.split(told.casefold()), *OWN_NAMES}


@pytest.mark.parametrize("role", ROLES)
def test_every_word_of_every_page_is_marked_for_translation(marked: Filled, role: str) -> None:
    client, known = marked.visitor(role, FIRST).client, own_words()
    addresses = [page.address for page in marked.shown_pages()]
    addresses += [f"/dossier/{key}" for key in QUESTIONS if role == "person"] + ["/not-here"]
    for address in addresses:
        response = client.get(address)
        if response.mimetype != "text/html" or response.status_code in {302, 303}:
            continue
        text = "\n".join(told_by(checked(response)))
        left = {word for word in SIGNS.split(unmarked(text).casefold()) if len(word) > 1} - known
        assert left == set(), f"{address}: put these words between _(…) in the template, or say(…) in the code"


def test_a_word_that_nobody_marked_is_seen() -> None:
    assert unmarked(f"{mark('Envoyé le ' + mark('lundi'))} now").split() == ["now"]
