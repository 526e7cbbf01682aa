"""The languages of the portal: each complete or not offered, French first."""

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from babel.units import format_unit
from flask import g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal.core.calendar import PARIS
from portal.core.words import Words
from portal.web.filled import Filled, alone, filled, own
from portal.web.heard import heard, recorded_alone

Direction: TypeAlias = Literal["ltr", "rtl"]
COOKIE = "language"
SOURCE = "en"
FIRST = "fr"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, by its own name, with its words."""

    tag: str
    name: str
    direction: Direction
    translations: Translations

    @property
    def key(self) -> str:
        """What pages that are kept are kept under."""
        return self.tag

    @property
    def alone(self) -> "Language":
        """The language for what is kept and sent, also where a page shows two."""
        return self

    def say(self, words: Words, /, **gaps: str | int) -> str:
        """Return the sentence in this language."""
        sentence: str = self.translations.gettext(words)
        return self.fills(words, sentence % gaps, gaps) if gaps else sentence

    def fills(self, source: Words, sentence: str, gaps: Mapping[str, object]) -> Filled:
        """Return a sentence of this language whose gaps were filled, with what is heard of it."""
        return filled(sentence, gaps, lambda plain: heard(source, plain, self))

    def says_many(self, one: str, many: str, gaps: Mapping[str, str | int]) -> str:
        """Return the sentence that fits the number in the gap ``num``, in this language."""
        sentence: str = self.translations.ngettext(one, many, int(gaps["num"]))
        return sentence % gaps

    def says(self, words: Words) -> bool:
        """Whether the sentence has words of its own in this language."""
        return self.tag == SOURCE or self.translations.gettext(words) != words

    def day(self, moment: datetime | date) -> str:
        """Return the day in words, as “lundi 23 novembre 2026”, in Latin digits."""
        return self._stands_alone(_in_words(_in_paris(moment), "EEEE d MMMM y", self.tag))

    def short_day(self, moment: datetime | date) -> str:
        """Return the day without its year."""
        return self._stands_alone(_in_words(_in_paris(moment), "EEEE d MMMM", self.tag))

    def little_day(self, moment: datetime | date) -> str:
        """Return the day as short as it can be read, as “lun. 23 nov.”, for a line among many."""
        return self._stands_alone(_in_words(_in_paris(moment), "EEE d MMM", self.tag))

    def days(self, first: date, last: date) -> tuple[str, str]:
        """Return two days that follow each other, for a sentence: the month is said once if they share it."""
        alike = (first.year, first.month) == (last.year, last.month)
        return format_date(first, "EEEE d" if alike else "EEEE d MMMM", locale=self.tag), self.day(last)

    def weekday(self, day: date) -> str:
        """Return the name of a day of the week."""
        return format_date(day, "EEEE", locale=self.tag)

    def hours(self, count: int) -> str:
        """Return a number of hours in words, like “3 hours”."""
        return self._stands_alone(format_unit(count, "duration-hour", locale=self.tag))

    def minutes(self, count: int) -> str:
        """Return a number of minutes in words, like “20 minutes”."""
        return self._stands_alone(format_unit(count, "duration-minute", locale=self.tag))

    def seconds(self, count: int) -> str:
        """Return a number of seconds in words, like “42 seconds”."""
        return self._stands_alone(format_unit(count, "duration-second", locale=self.tag))

    def listed(self, parts: Sequence[str]) -> str:
        """Return several things in one line, parted as the language does.

        Arabic has its own comma, and Babel would say the second of two things twice.
        """
        return own("، ".join(parts) if self.direction == "rtl" else format_list(parts, style="unit", locale=self.tag))

    def name_of(self, tag: str) -> str:
        """Return the name of a language, in this one."""
        return Locale.parse(tag).get_language_name(self.tag) or tag

    def time(self, moment: datetime) -> str:
        """Return the time of day in Paris, on 24 hours; French writes 14 h 30."""
        local = moment.astimezone(PARIS)
        return self._stands_alone(
            f"{local.hour}\u00a0h\u00a0{local.minute:02}" if self.tag == "fr" else f"{local:%H:%M}"
        )

    def _stands_alone(self, text: str) -> Filled:
        return alone(text, lambda: recorded_alone(self))


def _in_paris(moment: datetime | date) -> date:
    return moment.astimezone(PARIS).date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=1000)
def _in_words(day: date, pattern: str, tag: str) -> str:
    """Return a day in words. A list of people names the same few days again and again."""
    return format_date(day, pattern, locale=tag)


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages on offer, in the order they are shown."""

    offered: Mapping[str, Language]
    withheld: Mapping[str, int]
    """Languages that are not complete, and how many sentences each lacks."""

    def best(self, wished: str | None, accepted: Sequence[str]) -> Language:
        """Return the wished language, or the browser's first one on offer, or French; English needs no catalogue."""
        tags = (tag.split("-")[0] for tag in (wished, *accepted, FIRST) if tag)
        return next((self.offered[tag] for tag in tags if tag in self.offered), self.offered[SOURCE])


def load_languages(folder: Path) -> Languages:
    """Read every catalogue; offer those that are complete."""
    offered, withheld = {}, {}
    described = tomllib.loads((folder / "languages.toml").read_text())
    for tag, told in described.items():
        catalogue = read_catalogue(folder, tag)
        missing = lacking(catalogue) if tag != SOURCE else 0
        if missing:
            withheld[tag] = missing
        else:
            offered[tag] = Language(tag, told["name"], told["direction"], _translations(catalogue))
    return Languages(offered, withheld)


def read_catalogue(folder: Path, tag: str) -> Catalog:
    """Return a language's catalogue; English, the source, needs none."""
    path = folder / tag / "LC_MESSAGES" / "messages.po"
    if tag == SOURCE and not path.exists():
        return Catalog(locale=SOURCE)
    with path.open("rb") as file:
        return read_po(file, locale=tag)


def lacking(catalogue: Catalog) -> int:
    """Return how many sentences have no translation, or miss a plural form."""
    return sum(not _is_whole(message.string) for message in catalogue if message.id)


def _is_whole(translated: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(translated) if isinstance(translated, tuple | list) and translated else bool(translated)


def _translations(catalogue: Catalog) -> Translations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def choose(languages: Languages) -> Language:
    """Return the language of this request: chosen before, or the browser's, or French."""
    chosen = next(iter(request.cookies.getlist(COOKIE)), None)
    return languages.best(chosen, _accepted(request.environ.get("HTTP_ACCEPT_LANGUAGE")))


@lru_cache(maxsize=1000)
def _accepted(header: str | None) -> Sequence[str]:
    """Return the languages that a browser asks for, the dearest first. Most browsers ask for the same."""
    return [tag for tag, _quality in parse_accept_header(header, LanguageAccept)]


def current() -> Language:
    """Return the language of the page being made."""
    language: Language = g.language
    return language
