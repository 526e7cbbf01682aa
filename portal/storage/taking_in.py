"""A calendar that is taken in: what would become of each entry, and then all of it in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.core.interviews import CHANGES, Entry, Outcome, Status, outcome_of
from portal.storage.interview_rows import Interview, Source
from portal.storage.interviews import add, cancel, move, of_person, remember
from portal.storage.journal import Deed
from portal.storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One entry of a calendar, and whose it is."""

    person_id: UUID
    digest: bytes
    """Keyed: names the entry."""
    entry: Entry


class Shelf:
    """The interviews of the people a calendar names, read once each."""

    def __init__(self, vault: Vault, now: datetime) -> None:
        self._vault, self._now = vault, now
        self._read: dict[UUID, list[Interview]] = {}

    def look(self, coming: Coming) -> Outcome:
        """Return what would become of an entry; nothing is changed but this view of it."""
        return self._outcome(coming, self._known(coming))

    def take_in(self, coming: Coming) -> Outcome:
        """Keep what an entry says, and return what became of it. The same entry again changes nothing."""
        known = self._known(coming)
        outcome, source = self._outcome(coming, known), Source(digest=coming.digest, said=coming.entry)
        if outcome in CHANGES or (known is not None and known.source != source and not _is_older(coming, known)):
            self._keep(coming, known, outcome, source)
        return outcome

    def _keep(self, coming: Coming, known: Interview | None, outcome: Outcome, source: Source) -> None:
        person_id = coming.person_id
        if known is None:
            add(self._vault, person_id, coming.entry.plan, source)
        elif outcome is Outcome.MOVED:
            move(self._vault, person_id, known.id, coming.entry.plan, known.version)
        elif outcome is Outcome.CANCELLED:
            cancel(self._vault, person_id, known.id, known.version)
        if known is not None:
            remember(self._vault, person_id, known.id, source)
        del self._read[person_id]

    def _outcome(self, coming: Coming, known: Interview | None) -> Outcome:
        if known is None:
            return outcome_of(coming.entry, None, Status.PLANNED, None, self._now)
        said = known.source.said if known.source and known.source.digest == coming.digest else None
        return outcome_of(coming.entry, known.plan, known.status, said, self._now)

    def _known(self, coming: Coming) -> Interview | None:
        """Return the interview that an entry is about: taken in before, or planned by hand for the same moment."""
        theirs = self._of(coming.person_id)
        same = (one for one in theirs if one.source and one.source.digest == coming.digest)
        at_once = (one for one in theirs if one.at == coming.entry.plan.at and one.status is Status.PLANNED)
        return next(same, None) or next(at_once, None)

    def _of(self, person_id: UUID) -> list[Interview]:
        if person_id not in self._read:
            self._read[person_id] = of_person(self._vault, person_id, Deed.COMPARED_INTERVIEWS)
        return self._read[person_id]


def _is_older(coming: Coming, known: Interview) -> bool:
    said = known.source.said if known.source and known.source.digest == coming.digest else None
    return said is not None and coming.entry.sequence < said.sequence
