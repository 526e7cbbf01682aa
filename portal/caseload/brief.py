"""The brief: one page about a person, only what they answered and sent, and what changed since the last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.core.questions import Section
from portal.core.uses import Purpose
from portal.dossier.questions import PROMISES, SECTION_OF, SECTIONS
from portal.dossier.records import Dossier, standings_of
from portal.dossier.summary import Told, told_in
from portal.storage.answers.receipts import first_sent_upto, sent_upto
from portal.storage.dialogue.interviews import last_met
from portal.storage.people.people import course_of
from portal.web.current import work
from portal.web.language import Language

HEAD = ("about-name", "about-language", "about-interpreter", "next-company")
"""Shown on top: what must be ready before the person comes in."""
QUESTION = ("next-question",)
"""What the person asks stands on top of all."""
FIRST = ("next-priority", "next-goal", "next-help")
"""What the person asks for comes before everything else about them."""
_PLACED = frozenset((*QUESTION, *HEAD, *FIRST))
WISHES_SECTION = "wishes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that is not what it was the last time."""

    before: tuple[str, ...]
    now: Told
    stands: bool
    """The answer stands elsewhere on the page too: what was said aloud is heard there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one page says. What was skipped, not asked or kept for the interview is nowhere in it."""

    known_name: str
    question: tuple[Told, ...]
    head: tuple[Told, ...]
    wish_to_talk: bool
    changes: tuple[Change, ...]
    first: tuple[Told, ...]
    sections: tuple[tuple[Section, tuple[Told, ...]], ...]
    sent: bool

    def lines_of(self, section: str) -> tuple[Told, ...]:
        """Return what was told in one section."""
        return next((told for one, told in self.sections if one.key == section), ())


def brief_of(person_id: UUID, language: Language) -> Brief:
    """Return the brief of a person: read for the interview, and noted in the person's journal."""
    current = work()
    upto, before = _versions(person_id, current.now)
    rows = current.vault.compare(person_id, PROMISES, Purpose.PREPARE_INTERVIEW, (upto or 0, before or 0))
    course = course_of(current.connection, person_id, current.now)
    hears = not current.vault.scope.only_opened(person_id)
    now_dossier, before_dossier = (Dossier(standings_of(version), course, hears=hears) for version in rows)
    told = told_in(now_dossier, language)
    changes = _changes(told, told_in(before_dossier, language)) if before else ()
    return Brief(
        known_name=current.vault.name(person_id),
        question=_picked(told, QUESTION),
        head=_picked(told, HEAD),
        wish_to_talk=current.vault.wish_to_talk(person_id),
        changes=changes,
        first=_picked(told, FIRST),
        sections=_by_section(_not_said_yet(told, changes)),
        sent=upto is not None,
    )


def _versions(person_id: UUID, now: datetime) -> tuple[int | None, int | None]:
    """Return what was sent last, and what to compare it with: what had been sent when the two last met.

    When they never met, or nothing had been sent by then, it is what was sent first.
    """
    connection = work().connection
    met = last_met(connection, person_id, now)
    before = sent_upto(connection, person_id, before=met) if met else None
    return sent_upto(connection, person_id), before or first_sent_upto(connection, person_id)


def _picked(told: Sequence[Told], keys: tuple[str, ...]) -> tuple[Told, ...]:
    return tuple(one for key in keys for one in told if one.question.key == key)


def _not_said_yet(told: Sequence[Told], changes: Sequence[Change]) -> list[Told]:
    """Return what stands nowhere above. Wishes stay together, under the words that say what they are not."""
    changed = {_place_of(change.now) for change in changes}
    return [one for one in told if not _is_placed(one) and (_place_of(one) not in changed or _is_wish(one))]


def _is_placed(told: Told) -> bool:
    return told.question.key in _PLACED


def _is_wish(told: Told) -> bool:
    return SECTION_OF[told.question.key].key == WISHES_SECTION


def _place_of(told: Told) -> tuple[str, str]:
    return told.question.key, told.item


def _by_section(told: Sequence[Told]) -> tuple[tuple[Section, tuple[Told, ...]], ...]:
    found = ((section, tuple(one for one in told if SECTION_OF[one.question.key] is section)) for section in SECTIONS)
    return tuple((section, lines) for section, lines in found if lines)


def _changes(now: Sequence[Told], before: Sequence[Told]) -> tuple[Change, ...]:
    """Return the answers that changed or are new; the question on top only where there was another one before.

    One taken back leaves no mark.
    """
    old = {_place_of(one): one.words for one in before}
    return tuple(
        Change(before=old.get(_place_of(one), ()), now=one, stands=_is_placed(one) or _is_wish(one))
        for one in now
        if (one.question.key not in QUESTION or _place_of(one) in old) and old.get(_place_of(one)) != one.words
    )
