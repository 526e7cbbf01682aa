"""What was told of the week in one visit, each thing with a way back to how it stood before."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.activities.records import MyWeek, my_book, my_record
from portal.activities.sending import send_week
from portal.activities.wording import COULD_NOT, shown
from portal.core.actors import Helper, Person, Teller
from portal.core.visits import Visit
from portal.core.weeks import Entry, Told, Week, is_open
from portal.core.words import say
from portal.storage.answers.receipts import Receipt, receipt_of
from portal.web import language
from portal.web.current import work

TAKEN_AWAY = say("Taken away")
THAT = "could-not"
"""Names, in a form, that somebody could not; entries go by their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTogether:
    """One thing that was told, changed or taken away in the visit."""

    week: Week
    what: str
    label: str
    words: str

    @property
    def name(self) -> str:
        """What a form calls it."""
        return f"{self.week.name}|{self.what}"


def told_in_visit(teller: Teller, visit: Visit) -> list[ToldTogether]:
    """Return what was told of the week in a visit and is still so; to a helper nothing of what is private."""
    book = my_book(teller)
    found: list[ToldTogether] = []
    for week in _weeks_of(teller, visit):
        before, after = book.before_visit(visit, week), book.after_visit(visit, week)
        if before is not None and after is not None:
            if isinstance(teller, Helper):
                before, after = before.seen_by_helper(), after.seen_by_helper()
            found += _told(book.open(week), before, after)
    return found


def take_back(teller: Teller, visit: Visit, name: str) -> None:
    """Let one thing stand as it did before the visit; with a helper, none that is private."""
    book = my_book(teller)
    for one in told_in_visit(teller, visit):
        if one.name == name:
            book.go_back(visit, book.open(one.week), None if one.what == THAT else int(one.what))


def send_what_changed(person: Person) -> Receipt | None:
    """Send the week of today by the person's own act, if something of it is new."""
    current, mine = work(), my_record(person).open(Week.of(work().now))
    number = send_week(person, mine) if mine.is_changed else None
    return receipt_of(current.connection, current.key, person.id, number) if number else None


def _weeks_of(teller: Teller, visit: Visit) -> list[Week]:
    """Return the week of a visit, or two where it went on past midnight; to a helper, the week of today."""
    now = work().now
    if isinstance(teller, Helper):
        return [Week.of(now)]
    weeks = dict.fromkeys((Week.of(visit.began_at), Week.of(visit.ended_at or visit.until)))
    return [week for week in weeks if is_open(week, now)]


def _told(mine: MyWeek, before: Told, after: Told) -> Iterator[ToldTogether]:
    """Go through what the visit left otherwise than it found it, as far as nobody changed it since."""
    words, now = language.current(), mine.told
    if before.could_not != after.could_not == now.could_not:
        state = "" if now.could_not else words.say(TAKEN_AWAY)
        yield ToldTogether(week=mine.week, what=THAT, label=words.say(COULD_NOT), words=state)
    for entry in after.entries:
        if entry != before.entry(entry.number) and entry == now.entry(entry.number):
            yield _line(entry, mine.week, " · ".join(shown(entry, mine.week, words).lines()))
    for entry in before.entries:
        if after.entry(entry.number) is None and now.entry(entry.number) is None:
            yield _line(entry, mine.week, words.say(TAKEN_AWAY))


def _line(entry: Entry, week: Week, words: str) -> ToldTogether:
    title = shown(entry, week, language.current()).title
    return ToldTogether(week=week, what=str(entry.number), label=title, words=words)
