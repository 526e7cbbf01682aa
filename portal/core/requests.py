"""What a person asks of their data: each kind, by when it is answered, and who of the agency sees to it."""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.core.actors import Actor, Followed, Manager, Person, Reach

LONGEST = 2000
"""In letters: about a page by hand."""
MOST_OPEN = 5
"""Of one person: the agency answers these before more is asked."""
_MONTHS = 12


class Ask(StrEnum):
    """One kind of request (GDPR art. 15 to 22)."""

    QUESTION = "question"
    READING = "reading"
    """About one line of the journal that the person does not understand."""
    CORRECTION = "correction"
    """About what the agency knew, which the person cannot change alone."""
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"
    LIMIT = "limit"
    LIFT = "lift"


WAITS = frozenset({Ask.QUESTION, Ask.READING, Ask.CORRECTION, Ask.OBJECTION})
"""What somebody of the agency answers; the portal does everything else at once."""


def answer_by(day: date) -> date:
    """Return the last day for an answer: one month later, as the law counts (GDPR art. 12.3, regulation 1182/71).

    A month that is shorter ends on its own last day.
    """
    years, before = divmod(day.month, _MONTHS)
    year, month = day.year + years, before + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def sees_to(agency_id: UUID) -> Reach:
    """A person reaches what they asked; a manager, what people asked of the agency they run; nobody else."""

    def rule(actor: Actor, followed: Followed) -> bool:
        if isinstance(actor, Person):
            return actor.id == followed.id
        return isinstance(actor, Manager) and actor.agency_id == agency_id

    return rule
