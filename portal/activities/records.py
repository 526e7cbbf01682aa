"""One week of a person's, as a page needs it: what they began, what they sent, and how it is kept."""

from dataclasses import dataclass, replace

from portal.core.actors import Person
from portal.core.uses import Purpose
from portal.core.weeks import NOTHING_TOLD, Begun, Told, Week, first_open
from portal.storage import weeks
from portal.storage.drafts import forget_draft, keep_draft, read_draft
from portal.storage.journal import Deed
from portal.storage.vault import Vault
from portal.storage.weeks import Declared
from portal.web.current import vault_for, work


@dataclass(frozen=True, slots=True, kw_only=True)
class MyWeek:
    """Where one week stands."""

    week: Week
    begun: Begun | None
    declared: Declared | None

    @property
    def sent(self) -> Told:
        """What was sent last, nothing if the week was never sent."""
        return self.declared.told if self.declared else NOTHING_TOLD

    @property
    def told(self) -> Told:
        """What the person tells now, sent or not."""
        return self.begun.told if self.begun else self.sent

    @property
    def is_changed(self) -> bool:
        """Whether something was said that is not sent yet."""
        return not self.told.says_the_same_as(self.sent)

    def draft(self) -> Begun:
        """Return the draft to go on from."""
        if self.begun:
            return self.begun
        if self.declared is None:
            return Begun()
        return Begun(told=self.declared.told, upto=self.declared.number, forms=self.declared.forms)


class WeekBook:
    """A person's own weeks: opened, kept as they tell them, sent."""

    def __init__(self, person: Person, vault: Vault) -> None:
        self._person = person
        self._vault = vault
        self._connection = work().connection
        self._key = vault.key_of(person.id)
        self._now = work().now

    def open(self, week: Week) -> MyWeek:
        """Return where one week stands."""
        draft = read_draft(self._connection, self._key, _what(week))
        found = weeks.newest(self._connection, self._key, week, week)
        return MyWeek(
            week=week,
            begun=Begun.unpacked(draft) if draft is not None else None,
            declared=found[0] if found else None,
        )

    def keep(self, mine: MyWeek, told: Told, form: str | None) -> MyWeek:
        """Keep what the person tells now as a draft; a form that was taken before changes nothing."""
        draft = mine.draft()
        if form is not None and form in draft.forms:
            return mine
        begun = draft.taking(told, form)
        keep_draft(self._connection, self._key, _what(mine.week), begun.packed(), self._now)
        self._note(Deed.TOLD_WEEK, mine.week)
        return replace(mine, begun=begun)

    def declare(self, mine: MyWeek, *, language: str, receipt: int) -> None:
        """Keep the sending of a week, and forget its draft."""
        draft = mine.draft()
        declared = Declared(
            week=mine.week,
            number=draft.upto + 1,
            told=draft.told,
            language=language,
            receipt=receipt,
            at=self._now,
            forms=draft.forms,
        )
        weeks.declare(self._connection, self._key, self._person, declared)
        forget_draft(self._connection, self._key, _what(mine.week))
        self._note(Deed.SENT_WEEK, mine.week)

    def before(self, week: Week) -> Declared | None:
        """Return the newest week the person declared before this one, if something is still told of it."""
        found = weeks.latest_before(self._connection, self._key, week, first_open(self._now))
        return found if found and found.told else None

    def all(self) -> list[Declared]:
        """Return every week the person declared, the newest first."""
        return self._vault.weeks(self._person.id, Week.of(self._now))

    def history(self, week: Week) -> list[Declared]:
        """Return every sending of one week, the newest first."""
        return weeks.history(self._connection, self._key, week)

    def sendings(self) -> list[Declared]:
        """Return every sending of every week, the newest week first, and of each week the newest sending."""
        return weeks.sendings(self._connection, self._key, first_open(self._now), Week.of(self._now))

    def _note(self, deed: Deed, week: Week) -> None:
        self._vault.note(self._person.id, deed, Purpose.TALK_ABOUT_WEEKS, (week.name,))


def my_book(person: Person) -> WeekBook:
    """Return the weeks of the person who is signed in."""
    return WeekBook(person, work().vault)


def late_book(person: Person) -> WeekBook:
    """Return the weeks of a person whose session just ran out, to keep what they said too late."""
    return WeekBook(person, vault_for(person))


def _what(week: Week) -> str:
    return f"week {week.name}"
