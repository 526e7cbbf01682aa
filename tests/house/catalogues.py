"""The sentences of the portal in every language, with the files they stand in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog

from portal.commands.words import extract
from portal.settings import ROOT
from portal.voices.texts import STAFF_ONLY, STAFF_SENTENCES, is_said_somewhere
from portal.web.language import SOURCE, read_catalogue

Forms = str | tuple[str, ...] | list[str]
FOLDER = ROOT / "translations"
LANGUAGES = ("fr", "en", "ar")
TRANSLATED = ("fr", "ar")
SPARED = ("portal/dossier/jobs/", "portal/signin/pictures.py", "portal/web/templates/web/accessibility.html")
"""Names of trades and things, never without their picture; and the statement whose words the law prescribes."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language, and its English source."""

    source: str
    language: str
    text: str
    files: tuple[str, ...]

    @property
    def for_people(self) -> bool:
        """Whether somebody who does not work at the agency reads it."""
        if self.source in STAFF_SENTENCES:
            return False
        return not all(file.startswith(STAFF_ONLY) for file in self.files)

    @property
    def is_heard(self) -> bool:
        """Whether it stands on a page that people can listen to."""
        return is_said_somewhere(self.source, self.files)

    @property
    def is_spared(self) -> bool:
        """Whether it may use rarer words."""
        return all(file.startswith(SPARED) for file in self.files)

    def __str__(self) -> str:
        return f"{self.language}: “{self.text}” (“{self.source}”, {self.files[0]})"


@cache
def template() -> Catalog:
    """Return what the code says, as extracted now."""
    return extract(ROOT / "portal")


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as it is kept."""
    return read_catalogue(FOLDER, language)


def sentences(*languages: str) -> Iterator[Sentence]:
    """Go through every sentence of the code in some languages, each plural form on its own."""
    for message in template():
        files = tuple(file for file, _line in message.locations)
        for language in languages or LANGUAGES:
            for number, text in enumerate(_said(message.id, language)):
                source = _forms(message.id)[min(number, 1)] if message.pluralizable else str(message.id)
                if source and text:
                    yield Sentence(source, language, text, files)


def _said(source: Forms, language: str) -> tuple[str, ...]:
    if language == SOURCE:
        return _forms(source)
    message = catalogue(language).get(source)
    return _forms(message.string) if message is not None else ()


def _forms(text: Forms | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())
