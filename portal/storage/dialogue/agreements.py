"""Agreements: what a counsellor sends is only added to, and so is what is said to each line of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, insert, select

from portal.core.actors import Counsellor, may_answer
from portal.core.agreements import BY_PERSON, STANDS, Line, Word
from portal.core.calendar import moment_of
from portal.core.uses import Purpose, Refused
from portal.storage.answers.vault import Vault
from portal.storage.engine.seal import OwnerKey
from portal.storage.people.people import staff_name
from portal.storage.tables.agreements import agreement_words, agreements
from portal.storage.tables.people import people
from portal.storage.trace.journal import Deed, Pen

PROMISE = "agreement"
"""The name of an agreement's promise, as the vault checks it."""
_LENGTH = 2048
"""In bytes: how much was agreed or said shows only roughly in its length."""


class SaidMeanwhile(Exception):
    """Somebody said something to the line that the page did not show: it is read before the line is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody said to one line of an agreement."""

    number: int = 0
    line: int
    word: Word
    words: str = ""
    """Their own words, if they wrote any."""
    language: str = ""
    """The language of the page it was written on."""
    about: int | None = None
    """Which earlier word this one answers or takes back."""
    by: str = ""
    """The name of the counsellor who said it; empty for the person."""
    at: datetime | None = None
    key: str | None = None
    """A number used once: the same form sent twice is one word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One agreement, opened, with everything that was said to its lines, the oldest first."""

    number: int
    at: datetime
    staff_id: UUID
    """Which counsellor sent it: the person may be with another one by now."""
    by: str
    """The name of that counsellor then."""
    language: str
    """The language of the free words in it."""
    lines: tuple[Line, ...]
    said: tuple[Said, ...] = ()

    def then(self, counsellor_id: UUID) -> str:
        """Return the name of who sent it, unless it is this counsellor."""
        return "" if self.staff_id == counsellor_id else self.by

    def has(self, line: int) -> bool:
        """Tell whether there is such a line, counted from 1."""
        return 1 <= line <= len(self.lines)

    def said_to(self, line: int) -> tuple[Said, ...]:
        """Return what was said to one line, counted from 1."""
        return tuple(one for one in self.said if one.line == line)

    def newest(self, line: int) -> int:
        """Return the number of what was said to a line last, 0 if nothing was: a page that shows another is old."""
        return _newest(self.said, line)

    def stands(self, line: int) -> Said | None:
        """Return what the person said to a line last, unless they took it back."""
        theirs = [one for one in self.said_to(line) if one.word in BY_PERSON]
        return theirs[-1] if theirs and theirs[-1].word in STANDS else None

    def waits(self, line: int) -> Said | None:
        """Return what the person said to a line and no counsellor has answered or heard yet."""
        found, done = self.stands(line), {one.about for one in self.said}
        return found if found and found.number not in done else None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """What a counsellor sends."""

    lines: Sequence[Line]
    language: str
    key: str | None = None
    """A number used once: the same form sent twice is one agreement."""


def send_agreement(vault: Vault, person_id: UUID, new: NewAgreement) -> int:
    """Keep what was agreed as a new row, with its journal entry; return its number."""
    pen, key = _pen(vault, person_id).only_for(Counsellor), vault.key_of(person_id)
    again = select(agreements.c.number).where(agreements.c.person_id == person_id, agreements.c.key == new.key)
    before: int | None = pen.connection.execute(again).scalar_one_or_none() if new.key else None
    if before is not None:
        return before
    number = newest_agreement(pen.connection, person_id) + 1
    sealed = {
        "lines": [line.packed() for line in new.lines],
        "language": new.language,
        "by": staff_name(pen.connection, vault.key_of(pen.by.id)),
        "at": pen.at.isoformat(),
    }
    row = {
        "person_id": person_id,
        "number": number,
        "staff_id": pen.by.id,
        "sealed": key.seal(_place(number), sealed, _LENGTH),
        "key": new.key,
        "at": pen.at,
    }
    pen.connection.execute(insert(agreements), row)
    vault.note(person_id, Deed.AGREED, Purpose.AGREE, (f"agreement {number}",))
    return number


def newest_agreement(connection: Connection, person_id: UUID) -> int:
    """Return the number of the newest agreement with a person, 0 if there is none. Nothing is opened."""
    asked = select(func.coalesce(func.max(agreements.c.number), 0)).where(agreements.c.person_id == person_id)
    number: int = connection.execute(asked).scalar_one()
    return number


def when_agreed(connection: Connection, person_id: UUID) -> Mapping[int, datetime]:
    """Return when each agreement with a person was sent, by its number, the newest first. Nothing is opened."""
    asked = select(agreements.c.number, agreements.c.at).where(agreements.c.person_id == person_id)
    return {row.number: row.at for row in connection.execute(asked.order_by(agreements.c.number.desc()))}


def agreements_with(vault: Vault, person_id: UUID) -> list[Agreement]:
    """Return every agreement with a person, the newest first: to whoever reaches them, noted before it is opened."""
    pen, key = _pen(vault, person_id), vault.key_of(person_id)
    if isinstance(pen.by, Counsellor):
        vault.note(person_id, Deed.READ_AGREED, Purpose.AGREE)
    said = _said(pen.connection, key)
    asked = select(agreements).where(agreements.c.person_id == person_id).order_by(agreements.c.number.desc())
    return [_opened(key, row, said[row.number]) for row in pen.connection.execute(asked).all()]


def say_to_line(vault: Vault, person_id: UUID, agreement: int, new: Said, shown: int | None = None) -> bool:
    """Keep one word as a new row, with its journal entry; return whether it was new.

    Nobody closes words they did not see: where ``shown`` is the number of the newest word that the page showed, raise
    :class:`SaidMeanwhile`, and keep nothing, if something was said to the line since.
    """
    pen, key = _pen(vault, person_id), vault.key_of(person_id)
    by_staff = isinstance(pen.by, Counsellor)
    if by_staff is (new.word in BY_PERSON):
        message = f"“{new.word}” is not for a {pen.by.role}"
        raise Refused(message)
    before = _said(pen.connection, key)[agreement]
    if any(_is_again(new, one) for one in before):
        return False
    if shown is not None and shown != _newest(before, new.line):
        raise SaidMeanwhile
    number = before[-1].number + 1 if before else 1
    by = staff_name(pen.connection, vault.key_of(pen.by.id)) if by_staff else ""
    row = {
        "person_id": person_id,
        "agreement": agreement,
        "number": number,
        "about": new.about,
        "waits": new.word in STANDS,
        "typed_by": pen.by.id,
        "typed_as": pen.by.role.value,
        "sealed": key.seal(_place_of_word(agreement, number), _packed(new, by, pen.at), _LENGTH),
        "key": None if new.key in {one.key for one in before} else new.key,
        "at": pen.at,
    }
    pen.connection.execute(insert(agreement_words), row)
    deed = Deed.ANSWERED_AGREED if by_staff else Deed.SPOKE_OF_AGREED
    vault.note(person_id, deed, Purpose.AGREE, (f"agreement {agreement}",))
    return True


def waiting_words(connection: Connection, counsellors: Collection[UUID]) -> frozenset[UUID]:
    """Return who said something to an agreement that waits for one of these counsellors. Nothing is opened."""
    row, later = agreement_words.c, agreement_words.alias().c
    done = select(later.number).where(
        later.person_id == row.person_id, later.agreement == row.agreement, later.about == row.number
    )
    theirs = select(row.person_id).join(people, people.c.id == row.person_id)
    mine = theirs.where(people.c.counsellor_id.in_(counsellors), row.waits, ~done.exists())
    return frozenset(connection.execute(mine.distinct()).scalars())


def _pen(vault: Vault, person_id: UUID) -> Pen:
    """Return the pen of an actor who reaches what was agreed with this person; refuse everybody else."""
    return vault.allow(person_id, PROMISE, Purpose.AGREE, may_answer)


def _newest(said: Sequence[Said], line: int) -> int:
    return max((one.number for one in said if one.line == line), default=0)


def _is_again(new: Said, one: Said) -> bool:
    return new.key is not None and (new.key, new.line, new.word, new.words) == (one.key, one.line, one.word, one.words)


def _said(connection: Connection, key: OwnerKey) -> Mapping[int, tuple[Said, ...]]:
    """Return what was said to the agreements with the owner of ``key``, by agreement, the oldest first."""
    asked = select(agreement_words).where(agreement_words.c.person_id == key.owner)
    found: dict[int, tuple[Said, ...]] = defaultdict(tuple)
    for row in connection.execute(asked.order_by(agreement_words.c.number)):
        found[row.agreement] += (_word(key, row),)
    return found


def _packed(new: Said, by: str, at: datetime) -> dict[str, str | int]:
    """Return what is sealed of a word: the row beside it could be changed."""
    told = {"word": new.word.value, "words": new.words, "language": new.language}
    return {**told, "line": new.line, "by": by, "at": at.isoformat()}


def _word(key: OwnerKey, row: Row[Any]) -> Said:
    sealed: Any = key.unseal(_place_of_word(row.agreement, row.number), row.sealed)
    told = {**sealed, "word": Word(sealed["word"]), "at": moment_of(sealed["at"])}
    return Said(**told, number=row.number, about=row.about, key=row.key)


def _opened(key: OwnerKey, row: Row[Any], said: tuple[Said, ...]) -> Agreement:
    """Return an agreement with what is sealed of it: the row beside it could be changed."""
    sealed: Any = key.unseal(_place(row.number), row.sealed)
    return Agreement(
        number=row.number,
        at=moment_of(sealed["at"]),
        staff_id=row.staff_id,
        by=sealed["by"],
        language=sealed["language"],
        lines=tuple(Line.unpacked(line) for line in sealed["lines"]),
        said=said,
    )


def _place(number: int) -> str:
    return f"agreements|{number}"


def _place_of_word(agreement: int, number: int) -> str:
    return f"agreement_words|{agreement}|{number}"
