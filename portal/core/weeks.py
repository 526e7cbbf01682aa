"""A week as people in France live it, Monday to Sunday, and what somebody tells of theirs."""

import re
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from portal.core.actors import Person, Teller
from portal.core.calendar import PARIS
from portal.core.permissions import Role
from portal.core.uses import WEEKS_24

_NAME = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_DAYS = 7
_HOUR = 60
MOST_THINGS = 100
"""In one week: more than anybody tells by hand. Tapped again and again, “the same as before” would never end."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One week, known by its Monday (ISO 8601: the week belongs to the year its Thursday is in)."""

    monday: date

    @classmethod
    def of(cls, day: date | datetime) -> Self:
        """Return the week of a day, or of a moment as the clocks of Paris show it."""
        local = day.astimezone(PARIS).date() if isinstance(day, datetime) else day
        return cls(local - timedelta(days=local.weekday()))

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the week called like “2026-W47”; raise ``ValueError`` if there is none."""
        found = _NAME.fullmatch(name)
        if found is None:
            message = f"“{name}” is not the name of a week"
            raise ValueError(message)
        return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))

    @property
    def name(self) -> str:
        """The name of the week, as in an address."""
        year, week, _day = self.monday.isocalendar()
        return f"{year:04}-W{week:02}"

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=_DAYS - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, from Monday."""
        return tuple(self.monday + timedelta(days=after) for after in range(_DAYS))

    def shifted(self, weeks: int) -> Self:
        """Return the week so many weeks after this one, or before it."""
        return replace(self, monday=self.monday + timedelta(weeks=weeks))


def first_open(now: datetime) -> Week:
    """Return the oldest week that can still be told: its proof would be kept for a while."""
    return Week.of(now - timedelta(days=WEEKS_24.days))


def is_open(week: Week, now: datetime) -> bool:
    """Tell whether a week can be told: it has begun, and it is not older than what is kept.

    A week is never closed before that, and none is too late (the right to be wrong, CRPA L123-1).
    """
    return first_open(now) <= week <= Week.of(now)


def may_tell(teller: Teller, week: Week, now: datetime) -> bool:
    """A person tells any week that is open. With a helper beside them it is the week of today, and no other.

    Earlier weeks, how a week was sent before, the record, its copies, its receipts and its sums are for the person
    alone: no page with any of them opens in a visit, nor one that would repeat an earlier week.
    """
    return is_open(week, now) if isinstance(teller, Person) else week == Week.of(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing somebody did in a week, as they said it."""

    number: int
    """Counts the things told of this week; never used again."""
    activity: str
    said: str
    """How they said how long: the key of a duration, or :data:`IN_NUMBERS`."""
    minutes: int | None
    """How long in all, or none for “I don't remember”."""
    days: tuple[int, ...] = ()
    """On which days, Monday is 0; empty where they did not say."""
    words: str = ""
    private: bool = False
    """Whether it was private when it was told: the list may change, what was promised does not."""
    version: int = 1
    """Counts what was said of this one thing: two tabs, two phones."""
    typed_as: str = Role.PERSON.value
    """As what somebody had the keyboard: the person, or the helper beside them."""
    visit: str = ""
    """In which visit, where a helper had it: their name is kept there, and no longer than that."""

    def seen_by_others(self) -> Self:
        """Return what anybody but the person sees: of a private step only that there was one, and how long."""
        return replace(self, activity=PERSONAL_STEP, days=(), words="") if self.private else self

    def seen_by_helper(self) -> Self:
        """Return what a helper beside the person sees: of a private step only that there is one."""
        return replace(self.seen_by_others(), said="", minutes=None) if self.private else self

    @property
    def with_helper(self) -> bool:
        """Whether a helper had the keyboard."""
        return self.typed_as == Role.HELPER


IN_NUMBERS = "in-numbers"
"""A duration told in hours and minutes."""
PERSONAL_STEP = "personal-step"
"""What a private step is called for anybody but the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells of one week. Told and could-not go together: both may be so."""

    entries: tuple[Entry, ...] = ()
    could_not: bool = False
    reason: str = ""
    """Why they could not, if they want to say it."""
    reason_shown: bool = False
    """Whether the counsellor may read why: only after an explicit yes."""
    last: int = 0
    """The newest number given to an entry, also of one that was taken away."""
    could_not_typed_as: str = Role.PERSON.value
    """As what somebody had the keyboard when it was said that they could not."""

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.entries) or self.could_not

    @property
    def room(self) -> int:
        """How many things more can be told."""
        return max(0, MOST_THINGS - len(self.entries))

    def adding(self, entry: Entry) -> Self:
        """Return the same with one thing more, under a number of its own."""
        number = self.last + 1
        return replace(self, entries=(*self.entries, replace(entry, number=number)), last=number)

    def changing(self, entry: Entry) -> Self:
        """Return the same with another word on one thing, as its next version."""
        changed = replace(entry, version=entry.version + 1)
        return replace(self, entries=tuple(changed if one.number == entry.number else one for one in self.entries))

    def without(self, number: int) -> Self:
        """Return the same with one thing less."""
        return replace(self, entries=tuple(one for one in self.entries if one.number != number))

    def entry(self, number: int) -> Entry | None:
        """Return one thing, if it is there."""
        return next((one for one in self.entries if one.number == number), None)

    def says_the_same_as(self, other: Self) -> bool:
        """Tell whether somebody who reads either would see no difference: nothing new to send."""
        return self._as_read() == other._as_read()

    def _as_read(self) -> Self:
        same: dict[str, Any] = {"version": 0, "typed_as": "", "visit": ""}
        entries = tuple(replace(one, number=0, **same) for one in self.entries)
        return replace(self, entries=entries, last=0, could_not_typed_as="")

    def seen_by_others(self, *, says_why: bool = True) -> Self:
        """Return what anybody but the person sees of it: of those, whoever may not know why is told no reason."""
        seen = tuple(one.seen_by_others() for one in self.entries)
        return replace(self, entries=seen, reason=self.reason if self.reason_shown and says_why else "")

    def seen_by_helper(self) -> Self:
        """Return what a helper beside the person sees: nothing of what is private, and never why they could not."""
        seen = tuple(one.seen_by_helper() for one in self.entries)
        return replace(self, entries=seen, reason="", reason_shown=False)

    def told_with_helper(self, told: Self) -> Self:
        """Return this with what became of it beside a helper: what they were not shown stays as it was."""
        kept = (one if one.private else told.entry(one.number) for one in self.entries)
        more = (one for one in told.entries if self.entry(one.number) is None and not one.private)
        why: dict[str, Any] = {"reason": self.reason, "reason_shown": self.reason_shown} if told.could_not else {}
        return replace(told, entries=(*(one for one in kept if one), *more), **why)

    def going_back(self, before: Self, what: int | None) -> Self:
        """Return this with one thing as it was ``before``, by its number; or, with none, that they could not."""
        if what is None:
            names = ("could_not", "reason", "reason_shown", "could_not_typed_as")
            return replace(self, **{name: getattr(before, name) for name in names})
        then, now = before.entry(what), self.entry(what)
        if then is None:
            return self.without(what)
        if now is None:
            return replace(self, entries=(*self.entries, then))
        return self.changing(replace(then, version=now.version))

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        entries = tuple(Entry(**{**one, "days": tuple(one["days"])}) for one in packed["entries"])
        return cls(**{**packed, "entries": entries})


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A week somebody is telling and has not sent: a draft that each tap of theirs goes on from."""

    told: Told = NOTHING_TOLD
    upto: int = 0
    """The sending it goes on from: 0 if the week was never sent."""
    forms: tuple[str, ...] = field(default=())
    """The newest forms that were taken: one sent twice is taken once."""

    def taking(self, told: Told, form: str | None) -> Self:
        """Return the draft after a form brought it to ``told``."""
        forms = (*self.forms, form)[-_FORMS:] if form else self.forms
        return replace(self, told=told, forms=tuple(one for one in forms if one))

    def packed(self) -> dict[str, Any]:
        """Return what is sealed."""
        return {"told": self.told.packed(), "upto": self.upto, "forms": list(self.forms)}

    @classmethod
    def unpacked(cls, packed: Any) -> Self:
        """Return what was sealed."""
        return cls(told=Told.unpacked(packed["told"]), upto=packed["upto"], forms=tuple(packed["forms"]))


_FORMS = 20


def my_sum(told: Told) -> tuple[int, int]:
    """Return the sum of what was said, in hours and minutes: for the person's own page, and for nobody else.

    What they do not remember counts for nothing and is nowhere turned into a number.
    """
    return divmod(sum(one.minutes or 0 for one in told.entries), _HOUR)
