"""Two languages on one page: the person's first, the helper's beneath, each marked as what it is.

Every sentence of such a page carries both, between marks. When the page is whole, each is put where it belongs: both
where text stands, and only the person's in what holds no marking of its own, like an attribute or the title.
"""

import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from babel.support import Translations
from flask import Flask, Response, g

from portal.core.words import Words
from portal.web.language import Language

_NONCE = secrets.token_hex(8)
_FIRST, _THEN, _END = (f"{mark}{_NONCE}" for mark in "\ue002\ue003\ue004")
"""Nobody can type these: they begin with letters for private use, and go on differently each time the portal starts."""
_MARK = re.compile(f"([\ue002\ue003\ue004]){_NONCE}")
_PLAIN = re.compile(r"<(/?)(?:title|option|textarea)\b")
Side = Literal["first", "then"]


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
    return first if first == then else f"{_FIRST}{first}{_THEN}{then}{_END}"


def side(text: str, which: Side) -> str:
    """Return one language of a text, also of sentences that stand in the gaps of others."""
    kept: list[str] = []
    shown = [True]
    for piece in _MARK.split(text):
        if piece == _FIRST[0]:
            shown.append(shown[-1] and which == "first")
        elif piece == _THEN[0]:
            shown[-1] = shown[-2] and which == "then"
        elif piece == _END[0]:
            shown.pop()
        elif shown[-1]:
            kept.append(piece)
    return "".join(kept)


def spread(page: str, then: Language) -> str:
    """Return a page with every sentence in its place: both languages in text, the person's alone elsewhere."""
    done: list[str] = []
    in_tag = in_plain = False
    for piece in _outermost(page):
        if not piece.startswith(_FIRST):
            in_tag = _ends_in_tag(piece, before=in_tag)
            in_plain = _ends_in_plain(piece, before=in_plain)
            done.append(piece)
        elif in_tag or in_plain:
            done.append(side(piece, "first"))
        else:
            beneath = f'<span class="also" lang="{then.tag}" dir="{then.direction}">{side(piece, "then")}</span>'
            done.append(f'<span class="both">{side(piece, "first")} {beneath}</span>')
    return "".join(done)


def _outermost(page: str) -> Iterator[str]:
    """Go through a page: what stands between sentences, and whole sentences with all that is in their gaps."""
    depth = start = 0
    for mark in _MARK.finditer(page):
        if mark[1] == _FIRST[0]:
            if depth == 0:
                yield page[start : mark.start()]
                start = mark.start()
            depth += 1
        elif mark[1] == _END[0]:
            depth -= 1
            if depth == 0:
                yield page[start : mark.end()]
                start = mark.end()
    yield page[start:]


def _ends_in_tag(piece: str, *, before: bool) -> bool:
    opened, closed = piece.rfind("<"), piece.rfind(">")
    return before if opened == closed else opened > closed


def _ends_in_plain(piece: str, *, before: bool) -> bool:
    found = _PLAIN.findall(piece)
    return before if not found else not found[-1]


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

    def say(self, words: Words, **gaps: str | int) -> str:
        """Return the sentence in both languages."""
        return pair(self.first.say(words, **_one(gaps, "first")), self.then.say(words, **_one(gaps, "then")))

    def day(self, moment: datetime | date) -> str:
        """Return the day in words, in both."""
        return pair(self.first.day(moment), self.then.day(moment))

    def short_day(self, moment: datetime | date) -> str:
        """Return the day without its year, in both."""
        return pair(self.first.short_day(moment), self.then.short_day(moment))

    def days(self, first: date, last: date) -> tuple[str, str]:
        """Return two days that follow each other, each in both."""
        begins, ends = zip(self.first.days(first, last), self.then.days(first, last), strict=True)
        return pair(*begins), pair(*ends)

    def weekday(self, day: date) -> str:
        """Return the name of a day of the week, in both."""
        return pair(self.first.weekday(day), self.then.weekday(day))

    def hours(self, count: int) -> str:
        """Return a number of hours, in both."""
        return pair(self.first.hours(count), self.then.hours(count))

    def minutes(self, count: int) -> str:
        """Return a number of minutes, in both."""
        return pair(self.first.minutes(count), self.then.minutes(count))

    def listed(self, parts: Sequence[str]) -> str:
        """Return several things in one line, in both."""
        one = self.first.listed([side(part, "first") for part in parts])
        return pair(one, self.then.listed([side(part, "then") for part in parts]))

    def name_of(self, tag: str) -> str:
        """Return the name of a language, in both."""
        return pair(self.first.name_of(tag), self.then.name_of(tag))


def _one(gaps: dict[str, str | int], which: Side) -> dict[str, str | int]:
    """Return what fills the gaps of one language."""
    return {name: side(gap, which) if isinstance(gap, str) else gap for name, gap in gaps.items()}
