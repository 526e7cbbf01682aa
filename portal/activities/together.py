"""What was told of the week in one visit, each thing with a way back to how it stood before."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.activities.records import MyWeek, my_book, my_record
from portal.activities.sending import send_week
from portal.activities.wording import COULD_NOT, shown
from portal.core.actors import Helper, Person
from portal.core.weeks import Entry, Told, Week
from portal.core.words import say
from portal.storage.receipts import Receipt, receipt_of
from portal.web import language
from portal.web.current import work

TAKEN_AWAY = say("Taken away")
THAT = "could-not"
"""Names, in a form, that somebody could not; entries go by their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTogether:
    """One thing that was told, changed or taken away in the visit."""

    what: str
    label: str
    words: str


def told_in_visit(helper: Helper) -> list[ToldTogether]:
    """Return what was told of the week of today in the visit of ``helper``; nothing of what is private."""
    book, this = my_book(helper), Week.of(work().now)
    before = book.before_visit(this)
    return [] if before is None else list(_told(book.open(this), before.seen_by_helper(), helper))


def take_back(helper: Helper, what: str) -> None:
    """Let one thing stand as it did before the visit; with a helper, none that is private."""
    book = my_book(helper)
    mine = book.open(Week.of(work().now))
    if what == THAT:
        book.go_back(mine, None)
    elif what in {one.what for one in told_in_visit(helper)}:
        book.go_back(mine, int(what))


def send_what_changed(person: Person) -> Receipt | None:
    """Send the week of today by the person's own act, if something of it is new."""
    current, mine = work(), my_record(person).open(Week.of(work().now))
    number = send_week(person, mine) if mine.is_changed else None
    return receipt_of(current.connection, current.key, person.id, number) if number else None


def _told(mine: MyWeek, before: Told, helper: Helper) -> Iterator[ToldTogether]:
    words = language.current()
    if mine.told.could_not != before.could_not:
        state = "" if mine.told.could_not else words.say(TAKEN_AWAY)
        yield ToldTogether(what=THAT, label=words.say(COULD_NOT), words=state)
    for entry in mine.told.entries:
        if helper.visit is not None and entry.visit == helper.visit.id.hex:
            yield _line(entry, mine.week, " · ".join(shown(entry, mine.week, words).lines()))
    for entry in before.entries:
        if not entry.private and mine.told.entry(entry.number) is None:
            yield _line(entry, mine.week, words.say(TAKEN_AWAY))


def _line(entry: Entry, week: Week, words: str) -> ToldTogether:
    return ToldTogether(what=str(entry.number), label=shown(entry, week, language.current()).title, words=words)
