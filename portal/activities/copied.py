"""Everything a person sent about their weeks, gathered for them to take away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import current_app

from portal.activities.record import noted_hours
from portal.activities.records import my_record
from portal.core.actors import Person
from portal.core.calendar import PARIS
from portal.core.receipts import Sending
from portal.core.weeks import Week
from portal.storage.answers.receipts import receipts_of
from portal.storage.answers.weeks import Declared
from portal.web.current import work
from portal.web.language import Language
from portal.web.parts import parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One sending of one week, with the code of its receipt."""

    declared: Declared
    code: str
    is_newest: bool
    """Whether it is what the person declares of this week; the others were sent before."""
    spoken: Language
    """The language of the page it was told on."""

    @property
    def at(self) -> datetime:
        """When it was sent, as the clocks of Paris showed it."""
        return self.declared.at.astimezone(PARIS).replace(microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCopy:
    """A person's own copy of their weeks."""

    at: datetime
    """When it was taken, as the clocks of Paris show it."""
    language: Language
    """The language of everything but the person's own words."""
    sent: tuple[Sent, ...]
    """The newest week first, and of each week the newest sending."""
    hours: str
    """The hours of the person's plan, if they noted them."""

    def weeks(self) -> Iterator[tuple[Week, list[Sent]]]:
        """Go through the weeks, each with its sendings, the newest first."""
        for week, sent in groupby(self.sent, key=lambda one: one.declared.week):
            yield week, list(sent)


def my_copy(person: Person, language: Language) -> MyCopy:
    """Return everything a person sent about their weeks, also what they sent otherwise later."""
    current, offered = work(), parts_of(current_app).languages.offered
    declared = my_record(person).sendings()
    receipts = receipts_of(current.connection, current.key, person.id, Sending.WEEK)
    codes = {receipt.number: receipt.code for receipt in receipts}
    newest = {one.week: one.number for one in reversed(declared)}
    sent = [
        Sent(
            declared=one,
            code=codes[one.receipt],
            is_newest=one.number == newest[one.week],
            spoken=offered.get(one.language, language),
        )
        for one in declared
    ]
    at = current.now.astimezone(PARIS).replace(microsecond=0)
    return MyCopy(at=at, language=language, sent=tuple(sent), hours=noted_hours(person))
