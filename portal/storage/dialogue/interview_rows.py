"""An interview as its row keeps it: what is sealed of it, and how it is opened."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Row

from portal.core.calendar import moment_of
from portal.core.interviews import Entry, Plan, Status, Way
from portal.storage.engine.seal import OwnerKey

_LENGTH = 512
"""In bytes: a place, or none, is as long as any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """“I cannot come, call me”: when it was said, and when it was seen to."""

    asked_at: datetime | None = None
    answered_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody is still to call."""
        return self.asked_at is not None and self.answered_at is None

    def answered(self, at: datetime) -> "Wish":
        """Return the wish as it is once somebody saw to it."""
        return replace(self, answered_at=at) if self.waits else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an interview came from: a form, or an entry of the agency's calendar."""

    digest: bytes
    """Keyed: it names the form or the entry, and says nothing of it."""
    said: Entry | None = None
    """What the entry said the last time it was taken in: what was changed here by hand stays until it says more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview, opened."""

    id: UUID
    person_id: UUID
    counsellor_id: UUID
    plan: Plan
    status: Status
    wish: Wish = Wish()
    moved_from: datetime | None = None
    """When it was to be, as the person last saw it; none if it was not moved since."""
    version: int = 1
    """A change brings the version its page showed: an old page changes nothing."""
    seen: int = 0
    """The newest version the person said they saw."""
    changed_at: datetime | None = None
    changed_by: UUID | None = None
    source: Source | None = None

    @property
    def at(self) -> datetime:
        """When it begins."""
        return self.plan.at

    @property
    def is_news(self) -> bool:
        """Whether something of it is new to the person."""
        return self.seen < self.version

    def moved_to(self, plan: Plan, by: UUID, now: datetime) -> Self:
        """Return the interview with another plan; what was cancelled takes place after all."""
        was = self.at if self.seen == self.version or self.moved_from is None else self.moved_from
        return replace(
            self.became(Status.PLANNED, by, now),
            plan=plan,
            moved_from=was if was != plan.at else None,
            wish=self.wish.answered(now),
        )

    def became(self, status: Status, by: UUID, now: datetime) -> Self:
        """Return the interview once it was cancelled, held or not: held or not, who waits to be called still does."""
        wish = self.wish.answered(now) if status is Status.CANCELLED else self.wish
        return replace(self, status=status, wish=wish, version=self.version + 1, changed_at=now, changed_by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An interview from outside, as a list needs it: nothing sealed is opened."""

    id: UUID
    person_id: UUID
    at: datetime
    wish: bytes | None
    """Still sealed: :func:`wish_in` opens it."""


def row_of(key: OwnerKey, one: Interview) -> dict[str, Any]:
    """Return the row of an interview, sealed by its person's key."""
    said = one.source.said if one.source else None
    told = {
        **_told(one.plan),
        "moved_from": _words(one.moved_from),
        "said": packed(said) if said else None,
    }
    return {
        "person_id": one.person_id,
        "id": one.id,
        "counsellor_id": one.counsellor_id,
        "at": one.at,
        "status": one.status.value,
        "sealed": key.seal(f"interviews|{one.id}", told, _LENGTH),
        **row_of_wish(key, one),
        "version": one.version,
        "seen": one.seen,
        "source": one.source.digest if one.source else None,
        "changed_at": one.changed_at,
        "changed_by": one.changed_by,
    }


def opened(key: OwnerKey, row: Row[Any]) -> Interview:
    """Return an interview from its row."""
    told: Any = key.unseal(f"interviews|{row.id}", row.sealed) if row.sealed else {}
    plan = replace(_plan(told), at=row.at) if told else Plan(at=row.at)
    return Interview(
        id=row.id,
        person_id=row.person_id,
        counsellor_id=row.counsellor_id,
        plan=plan,
        status=Status(row.status),
        wish=opened_wish(key, row.id, row.call_me),
        moved_from=_moment(told.get("moved_from")),
        version=row.version,
        seen=row.seen,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        source=_source(row.source, told.get("said")) if row.source else None,
    )


def _told(plan: Plan) -> dict[str, Any]:
    return {"at": _words(plan.at), "lasts": plan.lasts, "way": plan.way.value, "place": plan.place}


def _plan(told: Any) -> Plan:
    at = moment_of(told["at"])
    return Plan(at=at, lasts=told["lasts"], way=Way(told["way"]), place=told["place"])


def _source(digest: bytes, said: Any) -> Source:
    return Source(digest=digest, said=unpacked(said) if said else None)


def packed(entry: Entry) -> dict[str, Any]:
    """Return an entry of a calendar as JSON keeps it."""
    return {**_told(entry.plan), "sequence": entry.sequence, "cancelled": entry.cancelled}


def unpacked(told: Any) -> Entry:
    """Return an entry of a calendar from what :func:`packed` made of it."""
    return Entry(plan=_plan(told), sequence=told["sequence"], cancelled=told["cancelled"])


def row_of_wish(key: OwnerKey, one: Interview) -> dict[str, Any]:
    """Return what a row keeps of a wish, sealed so that none looks like one; and since when somebody waits."""
    told = {"asked_at": _words(one.wish.asked_at), "answered_at": _words(one.wish.answered_at)}
    return {
        "call_me": key.seal(f"interviews|{one.id}|wish", told, _LENGTH),
        "call_since": one.wish.asked_at if one.wish.waits else None,
    }


def opened_wish(key: OwnerKey, interview: UUID, sealed: bytes | None) -> Wish:
    """Return a wish; none from before there was room for one."""
    told: Any = key.unseal(f"interviews|{interview}|wish", sealed) if sealed else {}
    return Wish(asked_at=_moment(told.get("asked_at")), answered_at=_moment(told.get("answered_at")))


def _words(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(words: str | None) -> datetime | None:
    return moment_of(words) if words else None
