"""The person's gesture at a shared screen, as far as it is counted: each form of it is good once, wrong ones end it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, select, update

from portal.core.visits import MOST_WRONG, Visit
from portal.storage.helping.visits import of_visit
from portal.storage.tables.visits import invitations, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How often somebody tapped, and how often the two pictures were wrong in a row."""

    taps: int
    wrong: int

    @property
    def is_over(self) -> bool:
        """Whether there were too many wrong ones."""
        return self.wrong >= MOST_WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Where the gestures of one visit are counted; before it began, those of its code."""

    table: Table
    which: ColumnElement[bool]

    @classmethod
    def of(cls, visit: Visit) -> Self:
        """Return the tally of a visit."""
        return cls(table=visits, which=of_visit(visit))

    @classmethod
    def of_code(cls, person_id: UUID) -> Self:
        """Return the tally of the code that a person waits with."""
        return cls(table=invitations, which=invitations.c.person_id == person_id)

    def read(self, connection: Connection) -> Counted:
        """Return what was counted. Hold the person's key row locked."""
        asked = select(self.table.c.taps, self.table.c.wrong).where(self.which)
        row = connection.execute(asked).one()
        return Counted(taps=row.taps, wrong=row.wrong)

    def tapped(self, connection: Connection) -> None:
        """Count one tap: the form that it came from is good no more."""
        connection.execute(update(self.table).where(self.which).values(taps=self.table.c.taps + 1))

    def note_wrong(self, connection: Connection) -> None:
        """Count one wrong gesture."""
        connection.execute(update(self.table).where(self.which).values(wrong=self.table.c.wrong + 1))

    def note_right(self, connection: Connection) -> None:
        """Begin again to count wrong ones."""
        connection.execute(update(self.table).where(self.which).values(wrong=0))
