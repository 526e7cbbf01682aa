"""One week of a person's, as a page needs it: what they began, what they sent, and how it is kept."""

from dataclasses import dataclass, replace

from portal.activities.promises import WEEK_OF_TODAY
from portal.core.actors import Helper, Person, Teller, may_reach
from portal.core.permissions import Role
from portal.core.uses import Purpose, Refused
from portal.core.visits import Visit
from portal.core.weeks import NOTHING_TOLD, Begun, Entry, Told, Week, first_open, may_tell
from portal.storage.answers import weeks
from portal.storage.answers.drafts import forget_draft, keep_draft, read_draft
from portal.storage.answers.vault import Vault
from portal.storage.answers.weeks import Declared
from portal.storage.trace.journal import Deed
from portal.web.current import vault_for, work


@dataclass(frozen=True, slots=True, kw_only=True)
class MyWeek:
    """Where one week stands."""

    week: Week
    begun: Begun | None
    declared: Declared | None
    beside: bool = False
    """A helper sits beside the person: they see less of it."""

    @property
    def sent(self) -> Told:
        """What was sent last, nothing if the week was never sent."""
        return self.declared.told if self.declared else NOTHING_TOLD

    @property
    def whole(self) -> Told:
        """What the person tells now, sent or not, with what no helper sees: for keeping, never for a page."""
        return self.begun.told if self.begun else self.sent

    @property
    def told(self) -> Told:
        """What the person tells now, sent or not, as far as whoever is at the screen may see it."""
        return self.whole.seen_by_helper() if self.beside else self.whole

    def entry(self, number: int) -> Entry | None:
        """Return one thing that can be said otherwise, if it is there: with a helper, none that is private."""
        found = self.told.entry(number)
        return None if found is None or (self.beside and found.private) else found

    @property
    def is_changed(self) -> bool:
        """Whether something was said that is not sent yet."""
        return not self.whole.says_the_same_as(self.sent)

    def draft(self) -> Begun:
        """Return the draft to go on from."""
        if self.begun:
            return self.begun
        if self.declared is None:
            return Begun()
        return Begun(told=self.declared.told, upto=self.declared.number, forms=self.declared.forms)


class WeekBook:
    """The weeks of a person as they tell them, alone or with a helper: opened, and kept as drafts of theirs."""

    def __init__(self, teller: Teller, vault: Vault) -> None:
        """Open the book."""
        self._teller = teller
        self._person_id = teller.person_id
        self._vault = vault
        self._connection = work().connection
        self._key = vault.key_of(self._person_id)
        self._now = work().now

    def open(self, week: Week) -> MyWeek:
        """Return where one week stands; a helper's look at it is in the journal first, and is at no other week."""
        self._check(week)
        draft = read_draft(self._connection, self._key, _what(week))
        found = weeks.newest(self._connection, self._key, week, week)
        return MyWeek(
            week=week,
            begun=Begun.unpacked(draft) if draft is not None else None,
            declared=found[0] if found else None,
            beside=self.visit is not None,
        )

    @property
    def role(self) -> Role:
        """As what somebody has the keyboard."""
        return self._teller.role

    @property
    def visit(self) -> Visit | None:
        """The visit in which the week is told, if a helper has the keyboard."""
        return self._teller.visit if isinstance(self._teller, Helper) else None

    def keep(self, mine: MyWeek, told: Told, form: str | None) -> MyWeek:
        """Keep what the person tells now as a draft; a form that was taken before changes nothing."""
        draft = mine.draft()
        if form is not None and form in draft.forms:
            return mine
        if self.visit is not None:
            told = mine.whole.told_with_helper(told)
            self._remember(self.visit, mine, told)
        return self._keep(mine, draft.taking(told, form))

    def signed(self, entry: Entry) -> Entry:
        """Return what was said, with who had the keyboard."""
        visit = self.visit.id.hex if self.visit else ""
        return replace(entry, typed_as=self.role.value, visit=visit)

    def before_visit(self, visit: Visit, week: Week) -> Told | None:
        """Return the whole week as it stood before a visit, once something was told in it. Not for a page."""
        kept = read_draft(self._connection, self._key, _before(visit, week))
        return None if kept is None else Told.unpacked(kept)

    def after_visit(self, visit: Visit, week: Week) -> Told | None:
        """Return the whole week as a visit left it, if something was told in it. Not for a page."""
        kept = read_draft(self._connection, self._key, _after(visit, week))
        return None if kept is None else Told.unpacked(kept)

    def go_back(self, visit: Visit, mine: MyWeek, what: int | None) -> None:
        """Let one thing stand as it did before a visit: one entry by its number, or that they could not."""
        before = self.before_visit(visit, mine.week)
        if before is not None:
            self._keep(mine, mine.draft().taking(mine.whole.going_back(before, what), None))

    def _keep(self, mine: MyWeek, begun: Begun) -> MyWeek:
        keep_draft(self._connection, self._key, _what(mine.week), begun.packed(), self._now)
        self._note(Deed.TOLD_WEEK, mine.week)
        return replace(mine, begun=begun)

    def _remember(self, visit: Visit, mine: MyWeek, told: Told) -> None:
        """Keep how the week stood before the visit, once, and how it leaves it: each thing can be taken back."""
        keep_draft(self._connection, self._key, _after(visit, mine.week), told.packed(), self._now)
        if self.before_visit(visit, mine.week) is None:
            keep_draft(self._connection, self._key, _before(visit, mine.week), mine.whole.packed(), self._now)

    def _check(self, week: Week) -> None:
        """Refuse a helper every week but this one, and everybody but the one beside whom they sit."""
        if not may_tell(self._teller, week, self._now):
            message = f"a {self._teller.role} does not tell the week {week.name}"
            raise Refused(message)
        if isinstance(self._teller, Helper):
            self._vault.allow(self._person_id, WEEK_OF_TODAY, Purpose.TALK_ABOUT_WEEKS, may_reach)
            self._note(Deed.READ_WEEKS, week)

    def _note(self, deed: Deed, week: Week) -> None:
        self._vault.note(self._person_id, deed, Purpose.TALK_ABOUT_WEEKS, (week.name,))


class WeekRecord(WeekBook):
    """All weeks of a person, for them alone: sent, repeated, looked back at."""

    def __init__(self, person: Person, vault: Vault) -> None:
        """Open the record of whoever is signed in."""
        super().__init__(person, vault)
        self._person = person

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
        return self._vault.weeks(self._person_id, Week.of(self._now))

    def history(self, week: Week) -> list[Declared]:
        """Return every sending of one week, the newest first."""
        return weeks.history(self._connection, self._key, week)

    def sendings(self) -> list[Declared]:
        """Return every sending of every week, the newest week first, and of each week the newest sending."""
        return weeks.sendings(self._connection, self._key, first_open(self._now), Week.of(self._now))


def my_book(teller: Teller) -> WeekBook:
    """Return the weeks of whoever tells now, alone or with a helper beside them."""
    return WeekBook(teller, work().vault)


def my_record(person: Person) -> WeekRecord:
    """Return all the weeks of the person who is signed in."""
    return WeekRecord(person, work().vault)


def late_book(person: Person) -> WeekBook:
    """Return the weeks of a person whose session just ended, to keep what they said too late."""
    return WeekBook(person, vault_for(person))


def _what(week: Week) -> str:
    return f"week {week.name}"


def _after(visit: Visit, week: Week) -> str:
    return f"after visit {visit.id.hex} {_what(week)}"


def _before(visit: Visit, week: Week) -> str:
    return f"before visit {visit.id.hex} {_what(week)}"
