"""What was typed, understood: understand(kind, typed) gives a value, or what to say to the person."""

import re
from dataclasses import dataclass
from typing import assert_never

from portal.core.answers import (
    Confirm,
    Grid,
    Items,
    Kind,
    Language,
    Listed,
    LongText,
    Money,
    One,
    Option,
    Phone,
    Several,
    Text,
    Value,
)
from portal.core.typed import Typed, first, latin_digits
from portal.core.words import Words, say


class Unclear(Exception):
    """What was typed is not understood; ``words`` tell the person what to do, ``gaps`` fill them."""

    def __init__(self, words: Words, **gaps: str | int) -> None:
        super().__init__(words)
        self.words = words
        self.gaps = gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What to look at again, and at which field of a form."""

    field: str
    words: Words
    most: int = 0
    """How many letters, where ``words`` say so."""


NOTHING_TYPED = say("Write your answer, or tap Skip.")
NOTHING_CHOSEN = say("Choose an answer, or tap Skip.")
NOT_IN_LIST = say("Choose one of the answers on this page.")
ONLY_ALONE = say("“%(answer)s” does not go with another answer. Choose again.")
TOO_LONG = say("This is very long. Keep what matters most: %(most)s letters.")
PHONE_UNCLEAR = say("Write only the number, like 06 12 34 56 78.")
AMOUNT_UNCLEAR = say("Write the amount with digits, like 1500.")
PER_UNCLEAR = say("Choose: per month or per hour.")
TOO_MANY = say("Keep at most %(most)s. Take one away.")


def understand(kind: Kind, typed: Typed) -> Value:
    """Return what ``typed`` means for an answer of ``kind``, or raise :class:`Unclear` with what to say."""
    match kind:
        case Text() | LongText() | Phone() | Money():
            return _written(kind, typed)
        case One() | Language() | Several() | Listed() | Grid():
            return _picked(kind, typed)
        case Confirm():
            return _confirm(typed)
        case Items():
            return "done"
        case _:
            assert_never(kind)


def _written(kind: Text | LongText | Phone | Money, typed: Typed) -> Value:
    match kind:
        case Text() | LongText():
            return _text(kind.most, typed)
        case Phone():
            return _phone(typed)
        case Money():
            return _money(kind, typed)
        case _:
            assert_never(kind)


def _picked(kind: One | Language | Several | Listed | Grid, typed: Typed) -> Value:
    match kind:
        case One():
            return _one(kind, typed)
        case Language():
            return _language(kind, typed)
        case Several():
            return _several(kind, typed)
        case Listed():
            return _listed(kind, typed)
        case Grid():
            return _grid(kind, typed)
        case _:
            assert_never(kind)


def _text(most: int, typed: Typed, nothing: Words = NOTHING_TYPED) -> str:
    text = first(typed, "answer")
    if not text:
        raise Unclear(nothing)
    if len(text) > most:
        raise Unclear(TOO_LONG, most=most)
    return text


_FRENCH_DIGITS = 10
_WORLD_DIGITS = range(7, 16)


def _phone(typed: Typed) -> str:
    """Return the digits, with a leading + for a number of another country (E.164: 7 to 15 digits)."""
    text = latin_digits(_text(60, typed))
    compact = re.sub(r"[\s.()/_-]", "", text)
    compact = re.sub(r"^(00|\+)33(?=\d{9}$)", "0", compact)
    compact = re.sub(r"^00", "+", compact)
    digits = compact.removeprefix("+")
    if not digits.isdecimal():
        raise Unclear(PHONE_UNCLEAR)
    french = compact.startswith("0") and len(digits) == _FRENCH_DIGITS
    if not french and not (compact.startswith("+") and len(digits) in _WORLD_DIGITS):
        raise Unclear(PHONE_UNCLEAR)
    return compact


def _one(kind: One, typed: Typed) -> Value:
    chosen = _chosen(kind.options, typed)
    more = first(typed, "more")
    if kind.more is None or not more:
        return chosen[0]
    if len(more) > Text().most:
        raise Unclear(TOO_LONG, most=Text().most)
    return {"answer": chosen[0], "more": more}


def _language(kind: Language, typed: Typed) -> str:
    tag = first(typed, "answer")
    if tag not in kind.offered:
        raise Unclear(NOTHING_CHOSEN)
    return tag


def _several(kind: Several, typed: Typed) -> list[str]:
    chosen = _chosen(kind.options, typed)
    for option in kind.options:
        if option.alone and option.key in chosen and len(chosen) > 1:
            raise Unclear(ONLY_ALONE, answer=option.words)
    return chosen


def _chosen(options: tuple[Option, ...], typed: Typed) -> list[str]:
    """Return the chosen keys in the order of the page."""
    chosen = set(typed.get("answer", ()))
    if not chosen:
        raise Unclear(NOTHING_CHOSEN)
    found = [option.key for option in options if option.key in chosen]
    if len(found) < len(chosen):
        raise Unclear(NOT_IN_LIST)
    return found


def _confirm(typed: Typed) -> Value:
    """Return “yes”, “no”, or the new words: writing something new already says no."""
    new = first(typed, "new")
    if len(new) > Text().most:
        raise Unclear(TOO_LONG, most=Text().most)
    said = first(typed, "answer")
    if new and said != "yes":
        return {"answer": "no", "new": new}
    if said not in {"yes", "no"}:
        raise Unclear(NOTHING_CHOSEN)
    return said


def _listed(kind: Listed, typed: Typed) -> list[str]:
    """Return the entries as ``source:key`` of the list, or the person's own words as they stand.

    Whoever shows the list has already turned a search into entries: here only the number is judged.
    """
    chosen = list(dict.fromkeys(entry for entry in map(_tidy_entry, typed.get("answer", ())) if entry))
    alone = {option.key for option in kind.others}
    if not chosen:
        raise Unclear(NOTHING_CHOSEN)
    if len(chosen) > 1:
        chosen = [entry for entry in chosen if entry not in alone]
    if len(chosen) > kind.most:
        raise Unclear(TOO_MANY, most=kind.most)
    if any(len(entry) > Text().most for entry in chosen):
        raise Unclear(TOO_LONG, most=Text().most)
    return chosen


def _tidy_entry(entry: str) -> str:
    return first({"": [entry]}, "")


def _grid(kind: Grid, typed: Typed) -> list[str]:
    cells = [f"{row.key}-{column.key}" for row in kind.rows for column in kind.columns]
    chosen = set(typed.get("answer", ()))
    if not chosen:
        raise Unclear(NOTHING_CHOSEN)
    if chosen - set(cells):
        raise Unclear(NOT_IN_LIST)
    return [cell for cell in cells if cell in chosen]


_AMOUNT = re.compile(r"(\d{1,6})(?:[.,](\d{1,2}))?")


def _money(kind: Money, typed: Typed) -> Value:
    """Return the amount as written, with a point for cents; blanks and the euro sign are let through."""
    text = latin_digits(_text(40, typed)).replace("٫", ",").replace("٬", "")
    compact = re.sub(r"[\s'’]|€|euros?", "", text, flags=re.IGNORECASE)
    amount = _AMOUNT.fullmatch(compact)
    if amount is None:
        raise Unclear(AMOUNT_UNCLEAR)
    per = first(typed, "per")
    if per not in {option.key for option in kind.per}:
        raise Unclear(PER_UNCLEAR)
    euros, cents = amount.groups()
    return {"amount": f"{euros}.{cents:0<2}" if cents else euros, "per": per}
