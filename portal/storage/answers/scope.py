"""How far one actor comes, for the time of one request: to whom, on whose behalf, and to how many."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from portal.core.actors import Actor, Counsellor, Followed, Helper, Person, Standing, accompanies
from portal.core.ceilings import Stopped, goes_over
from portal.storage.people.ceilings import expected_by, lines_lately, opened_lately
from portal.storage.people.reach import followed
from portal.storage.trace.journal import LISTED, SELDOM, Behalf, Deed

_BY_THEMSELVES = (Person, Helper)
"""Nothing is asked of the database for these: the rule of who reaches whom needs no more than who they are."""


class Scope:
    """What decides whom an actor reaches: asked of the database once for each person, and only for staff."""

    def __init__(self, connection: Connection, actor: Actor, now: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._now = now
        self._known: dict[UUID, Followed] = {}
        self._own: Followed | None = None
        self._lately: set[UUID] | None = None
        self._comes: frozenset[UUID] | None = None
        self._lines: dict[UUID, int] = {}
        self.most_people: int | None = None
        """How many different people a counsellor may open in an hour, where somebody counts: pages do."""
        self.most_lines: int | None = None
        """How many lines a counsellor may leave about one person in an hour, where somebody counts."""

    def followed(self, person_id: UUID) -> Followed:
        """Return what decides whether the actor reaches a person; refuse to tell of somebody unknown."""
        if isinstance(self._actor, _BY_THEMSELVES):
            if self._own is None or self._own.id != person_id:
                self._own = Followed(id=person_id, counsellor_id=person_id, interview_is_near=False)
            return self._own
        if person_id not in self._known:
            self._known |= followed(self._connection, self._actor, [person_id], self._now)
        return self._known[person_id]

    def standing(self, person_id: UUID) -> Standing:
        """Return how the actor comes to a person: people and helpers come by themselves."""
        if not isinstance(self._actor, Counsellor):
            return Standing.OWN
        return self.followed(person_id).standing(self._actor)

    def accompanies(self, person_id: UUID) -> bool:
        """Whether the actor is the person's counsellor, or replaces them today: not who only opened the dossier."""
        return isinstance(self._actor, Counsellor) and accompanies(self._actor, self.followed(person_id))

    def only_opened(self, person_id: UUID) -> bool:
        """Whether the actor has no other way to the person than a reason: what is hard to say is not for them."""
        return self.standing(person_id) is Standing.OPENED

    def behalf(self, person_id: UUID) -> Behalf | None:
        """Return on whose behalf the actor acts, where they are not the person's own counsellor."""
        if not isinstance(self._actor, Counsellor):
            return None
        whose = self.followed(person_id)
        standing = whose.standing(self._actor)
        return None if standing is Standing.OWN else Behalf(standing=standing, counsellor_id=whose.counsellor_id)

    def stay_below(self, person_id: UUID, deed: Deed) -> None:
        """Let a counsellor open no more people in an hour than the ceiling, and leave no more lines about one."""
        if deed in SELDOM or not isinstance(self._actor, Counsellor):
            return
        if self.most_lines is not None:
            self._stay_below_lines(person_id, self.most_lines)
        if self.most_people is None or deed in LISTED:
            return
        lately = self._opened_lately()
        free = self._expected() if goes_over(lately, person_id, self.most_people) else frozenset()
        if person_id not in free and goes_over(lately - free, person_id, self.most_people):
            raise Stopped(self._actor.id)
        lately.add(person_id)

    def _stay_below_lines(self, person_id: UUID, most: int) -> None:
        if person_id not in self._lines:
            self._lines[person_id] = lines_lately(self._connection, self._actor.id, person_id, self._now)
        if self._lines[person_id] >= most:
            raise Stopped(self._actor.id)
        self._lines[person_id] += 1

    def to_show_in_a_list(self, persons: Sequence[UUID]) -> frozenset[UUID]:
        """Return of whom a list shows signs: who is expected, and the first of the others, up to half the ceiling."""
        if self.most_people is None or not isinstance(self._actor, Counsellor):
            return frozenset(persons)
        counted = self._opened_lately() - self._expected()
        others = [one for one in dict.fromkeys(persons) if one not in self._expected() | counted]
        room = max(self.most_people // 2 - len(counted), 0)
        return frozenset(persons) - frozenset(others[room:])

    def _opened_lately(self) -> set[UUID]:
        if self._lately is None:
            self._lately = opened_lately(self._connection, self._actor.id, self._now)
        return self._lately

    def _expected(self) -> frozenset[UUID]:
        if self._comes is None:
            self._comes = expected_by(self._connection, self._actor.id, self._now)
        return self._comes
