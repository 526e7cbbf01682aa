"""Two languages on one page: the person's first, the helper's beneath, each marked as what it is.

Every sentence of such a page carries both, between marks. When the page is whole, each is put where it belongs: both
where text stands, and only the person's in what holds no marking of its own, like an attribute or the title.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.support import Translations
from flask import Flask, Response, g
from markupsafe import escape

from portal.core.words import Words
from portal.web.filled import Filled
from portal.web.language import Language
from portal.web.marks import Marks, Side

_MARKS = Marks("\ue002\ue003\ue004")


def set_up(app: Flask) -> None:
    """Let every page that was made in two languages leave with each in its place."""

    @app.after_request
    def put_in_place(response: Response) -> Response:
        language = g.get("language")
        if isinstance(language, Both) and response.mimetype == "text/html":
            response.set_data(spread(response.get_data(as_text=True), language.then))
        return response


def pair(first: str, then: str) -> str:
    """Return a sentence that carries both languages; what is the same in both is said once."""
    return first if first == then else _MARKS.around(first, then)


def side(text: str, which: Side) -> str:
    """Return one language of a text, also of sentences that stand in the gaps of others."""
    return _MARKS.side(text, which)


def spread(page: str, then: Language) -> str:
    """Return a page with every sentence in its place: both languages in text, the person's alone elsewhere."""

    def beside(sentence: str) -> str:
        beneath = f'<span class="also" lang="{then.tag}" dir="{then.direction}">{side(sentence, "then")}</span>'
        return f'<span class="both">{side(sentence, "first")} {beneath}</span>'

    return _MARKS.placed(page, beside, elsewhere="first")


class _BothTranslations:
    """What templates look words up in: gives both languages at once."""

    def __init__(self, first: Translations, then: Translations) -> None:
        self._first, self._then = first, then

    def gettext(self, words: str) -> str:
        return pair(self._first.gettext(words), self._then.gettext(words))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return pair(self._first.ngettext(one, many, count), self._then.ngettext(one, many, count))


@dataclass(frozen=True, slots=True)
class Both(Language):
    """The person's language, with the helper's beside it. What is kept is always in the person's alone."""

    first: Language
    then: Language

    @classmethod
    def of(cls, first: Language, then: Language) -> Language:
        """Return two languages as one; twice the same is that one."""
        if first.tag == then.tag:
            return first
        words: Translations = _BothTranslations(first.translations, then.translations)  # type: ignore[assignment]  # all that is used of it
        return cls(first.tag, first.name, first.direction, words, first, then)

    @property
    def key(self) -> str:
        """What pages that are kept are kept under."""
        return f"{self.first.tag}+{self.then.tag}"

    @property
    def alone(self) -> Language:
        """The person's language, for what is kept and sent."""
        return self.first

    def say(self, words: Words, /, **gaps: str | int) -> str:
        """Return the sentence in both languages."""
        first, then = self.first.say(words, **_one(gaps, "first")), self.then.say(words, **_one(gaps, "then"))
        return _both_filled(first, then) if gaps else pair(first, then)

    def fills(self, source: Words, sentence: str, gaps: Mapping[str, object]) -> Filled:
        """Return a sentence whose gaps were filled, each language with what is heard of it."""
        one, other = sentence.__class__(side(sentence, "first")), sentence.__class__(side(sentence, "then"))
        first = self.first.fills(source, one, _one(gaps, "first"))
        return _both_filled(first, self.then.fills(source, other, _one(gaps, "then")))

    def day(self, moment: datetime | date) -> str:
        """Return the day in words, in both."""
        return _both_filled(self.first.day(moment), self.then.day(moment))

    def short_day(self, moment: datetime | date) -> str:
        """Return the day without its year, in both."""
        return _both_filled(self.first.short_day(moment), self.then.short_day(moment))

    def days(self, first: date, last: date) -> tuple[str, str]:
        """Return two days that follow each other, each in both."""
        begins, ends = zip(self.first.days(first, last), self.then.days(first, last), strict=True)
        return pair(*begins), pair(*ends)

    def weekday(self, day: date) -> str:
        """Return the name of a day of the week, in both."""
        return pair(self.first.weekday(day), self.then.weekday(day))

    def hours(self, count: int) -> str:
        """Return a number of hours, in both."""
        return _both_filled(self.first.hours(count), self.then.hours(count))

    def minutes(self, count: int) -> str:
        """Return a number of minutes, in both."""
        return _both_filled(self.first.minutes(count), self.then.minutes(count))

    def listed(self, parts: Sequence[str]) -> str:
        """Return several things in one line, in both."""
        one = self.first.listed([side(part, "first") for part in parts])
        return _both_filled(one, self.then.listed([side(part, "then") for part in parts]))

    def name_of(self, tag: str) -> str:
        """Return the name of a language, in both."""
        return pair(self.first.name_of(tag), self.then.name_of(tag))


def _both_filled(first: str, then: str) -> Filled:
    return Filled.of(pair(first, then), lambda: pair(escape(first), escape(then)))


def _one(gaps: Mapping[str, Any], which: Side) -> dict[str, Any]:
    """Return what fills the gaps of one language."""
    return {name: side(gap, which) if isinstance(gap, str) else gap for name, gap in gaps.items()}
