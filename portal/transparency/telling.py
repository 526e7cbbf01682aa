"""One line of a journal in plain words: who, when, what, about which part of what was told, and why."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from portal.core.actors import Standing
from portal.core.calendar import today
from portal.core.openings import TOLD as REASONS_TOLD
from portal.core.openings import Reason
from portal.core.permissions import Role
from portal.core.weeks import Week
from portal.core.words import say
from portal.dossier.questions import QUESTIONS, SECTION_OF
from portal.storage.caseload.openings import REASON
from portal.storage.dialogue.interviews import INTERVIEW
from portal.storage.engine.database import Connection
from portal.storage.engine.seal import KeyRing
from portal.storage.people.colleagues import names_of
from portal.storage.trace.journal import Deed, Noted
from portal.transparency.colleagues import COLLEAGUE, WHO
from portal.transparency.deeds import PICTURES, TELLING, TOLD
from portal.transparency.forgotten import FORGOTTEN
from portal.transparency.labels import AIMS
from portal.web import language
from portal.web.current import work
from portal.web.language import Language
from portal.web.weeks import dates

WHEN = say("%(day)s at %(time)s")
TODAY = say("Today")
YESTERDAY = say("Yesterday")
NOBODYS = frozenset({Role.PERSON, Role.PORTAL})
"""Whose lines need no name: the person's own, and the portal's."""
NOT_SENT = frozenset({Deed.WAS_REFUSED, Deed.WAS_STOPPED})
"""What somebody tried by themself: nobody had asked them to, so only their name is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the journal in plain words, never with a value."""

    number: int
    at: datetime
    time: str
    words: str
    picture: str
    why: str
    who: str = ""
    """The name on the account, and how they came to the person where it was not their own counsellor."""
    parts: tuple[str, ...] = ()
    """Which parts of what was told, by the names of their themes."""
    about: tuple[str, ...] = ()
    """The questions among them."""
    own: bool = False
    """Whether the person did it themself."""
    altered: bool = False
    """Whether it is no longer what the portal wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The lines of one day: those of others, and the person's own apart, so that they hide nobody's."""

    title: str
    others: Sequence[Line]
    own: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Puts entries into words of one language, with the names of who acted."""

    language: Language
    names: Mapping[UUID, str]

    @classmethod
    def of(cls, connection: Connection, ring: KeyRing, language: Language, entries: Iterable[Noted]) -> "Teller":
        """Return who can tell these entries: the names are those of the accounts, ended ones too."""
        acted = [entry for entry in entries if entry.role not in NOBODYS]
        known = {entry.actor_id for entry in acted}
        known |= {entry.behalf.counsellor_id for entry in acted if entry.behalf}
        return cls(language=language, names=names_of(connection, ring, known) if known else {})

    def line(self, *entries: Noted) -> Line:
        """Return the line of one entry, or of several alike, the newest first."""
        newest = _as_written(entries[0])
        what = tuple(dict.fromkeys(one for entry in reversed(entries) for one in entry.what))
        keys = tuple(dict.fromkeys(key for one in what if (key := one.partition(".")[0]) in QUESTIONS))
        words, others = self.language, [name for one in what if (name := self._other(one))]
        return Line(
            number=newest.number,
            at=newest.at,
            time=words.time(newest.at),
            words=words.say((COLLEAGUE if newest.behalf else TOLD[newest.role])[newest.deed]),
            picture=PICTURES[newest.deed],
            why=words.say(AIMS[newest.purpose].words),
            who=self._who(newest),
            parts=(*dict.fromkeys(words.say(SECTION_OF[key].title) for key in keys), *others),
            about=tuple(words.say(QUESTIONS[key].short) for key in keys),
            own=newest.role is Role.PERSON,
            altered=newest.deed is Deed.ALTERED,
        )

    def days(self, entries: Iterable[Noted]) -> Iterator[Day]:
        """Go through the days of some entries, the newest first: what one tells all day long is one line.

        Entries are in the order they were written; where a clock was put back, the hour still decides of their place.
        """
        in_time = sorted(entries, key=lambda entry: (entry.at, entry.number), reverse=True)
        for day, same in groupby(in_time, key=lambda entry: today(entry.at)):
            lines = [self.line(*alike) for alike in _alike(list(same))]
            yield Day(
                title=self.language.day(day),
                others=[line for line in lines if not line.own],
                own=[line for line in lines if line.own],
            )

    def _who(self, entry: Noted) -> str:
        name = self.names.get(entry.actor_id, "")
        if entry.behalf is None or entry.deed in NOT_SENT or entry.behalf.standing is Standing.OWN:
            return name
        who = WHO[entry.behalf.standing]
        return self.language.say(who, name=name, counsellor=self.names.get(entry.behalf.counsellor_id, ""))

    def _other(self, key: str) -> str:
        """Return what an entry is about that is no question: an interview, a week, a reason, what was forgotten."""
        words = self.language
        if key in FORGOTTEN:
            return words.say(FORGOTTEN[key])
        if key.startswith(REASON):
            return words.say(REASONS_TOLD[Reason(key.removeprefix(REASON))])
        if key.startswith(INTERVIEW):
            at = datetime.fromisoformat(key.removeprefix(INTERVIEW))
            return words.say(WHEN, day=words.day(at), time=words.time(at))
        try:
            return dates(Week.named(key), words)
        except ValueError:
            return ""


def told_line(entry: Noted | None) -> Line | None:
    """Return the line of one entry for whoever is there, in their language; none where there is no entry any more."""
    current, words = work(), language.current()
    return Teller.of(current.connection, current.ring, words, [entry]).line(entry) if entry else None


def near_day(language: Language, moment: datetime, now: datetime) -> str:
    """Return a day as one says it: today, yesterday, or by its name and date."""
    said = {today(now): TODAY, today(now) - timedelta(days=1): YESTERDAY}.get(today(moment))
    return language.say(said) if said else language.short_day(moment)


def _as_written(entry: Noted) -> Noted:
    """Return an entry as it can be told; where nobody of its role does such a thing, somebody altered it."""
    if entry.deed in (COLLEAGUE if entry.behalf else TOLD[entry.role]):
        return entry
    return replace(entry, role=Role.PORTAL, deed=Deed.ALTERED, behalf=None)


def _alike(entries: Collection[Noted]) -> Iterator[list[Noted]]:
    """Put the person's own writings of one kind and one day together; everything else stands alone."""
    together: dict[object, list[Noted]] = {}
    for entry in entries:
        is_telling = entry.role is Role.PERSON and entry.deed in TELLING
        together.setdefault(entry.deed if is_telling else entry.number, []).append(entry)
    yield from together.values()
