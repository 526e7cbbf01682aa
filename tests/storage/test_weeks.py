"""Declared weeks: only added to, the newest counts, every sending is proved for ever, and silence leaves no row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from portal.activities.wording import parts
from portal.commands.ring import rewrap_all
from portal.core.actors import Actor
from portal.core.receipts import Sending, Statement
from portal.core.uses import MONTHS_6, Purpose, Refused
from portal.core.weeks import Begun, Told, Week
from portal.settings import ROOT
from portal.storage.answers.drafts import forget_draft, keep_draft, read_draft
from portal.storage.answers.receipts import add_receipt, genuine
from portal.storage.answers.vault import Vault
from portal.storage.answers.weeks import Declared, declare, history, latest_before, newest
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing, add_ring_key, drop_ring_keys, make_ring, read_ring
from portal.storage.tables.people import drafts, weeks
from portal.storage.tables.promises import DECLARED
from portal.storage.tables.schema import metadata
from portal.web.language import load_languages
from tests.people import APerson, a_person, count_of
from tests.weeks import NOW, THIS, VERY_LONG, a_week, did, told

ENGLISH = load_languages(ROOT / "translations").offered["en"]
LAST, LONG_AGO = THIS.shifted(-1), THIS.shifted(-60)
EMPTY = {"drafts", "weeks", "receipts", "answers", "journal"}


@dataclass
class Book:
    """A person who declares weeks, as the page does it: a receipt, then a row."""

    database: Database
    ring: KeyRing
    person: APerson

    def sends(self, whole: Told, week: Week = THIS, at: datetime = NOW) -> str:
        """Send a week and return the code of its receipt."""
        with self.database.transaction(writes=True) as connection:
            statement = Statement(
                about=Sending.WEEK, agency="Port", at=at, language="en", parts=parts(whole, week, ENGLISH)
            )
            receipt = add_receipt(connection, self.ring, self.person.key, statement)
            number = len(history(connection, self.person.key, week)) + 1
            sent = Declared(week=week, number=number, told=whole, language="en", receipt=receipt.number, at=at)
            declare(connection, self.person.key, self.person.actor, sent)
            return receipt.code

    def now(self, first: Week = LONG_AGO, last: Week = THIS) -> dict[str, Told]:
        """Return each declared week as it counts now, in the order it is given."""
        with self.database.transaction(writes=False) as connection:
            return {one.week.name: one.told for one in newest(connection, self.person.key, first, last)}

    def ever(self, week: Week = THIS) -> list[Told]:
        with self.database.transaction(writes=False) as connection:
            return [one.told for one in history(connection, self.person.key, week)]

    def proves(self, codes: Iterable[str]) -> bool:
        with self.database.transaction(writes=False) as connection:
            return all(genuine(connection, self.ring, code) for code in codes)


@pytest.fixture
def book(database: Database, ring: KeyRing) -> Book:
    with database.transaction(writes=True) as connection:
        return Book(database, ring, a_person(connection, ring))


def test_the_newest_sending_of_a_week_is_what_was_declared_and_all_are_kept(book: Book) -> None:
    first, second, third = a_week(did("search")), a_week(did("learn")), a_week()
    for whole in (first, second, third, first):
        book.sends(whole)
    assert book.now() == {THIS.name: first}
    assert book.ever() == [first, third, second, first]


def test_weeks_come_newest_first_and_only_those_asked_for(book: Book) -> None:
    for week in (LAST, LONG_AGO, THIS, THIS.shifted(-30)):
        book.sends(a_week(did("search")), week)
        book.sends(a_week(did("learn")), week)
    assert [*book.now()] == [THIS.name, LAST.name, THIS.shifted(-30).name, LONG_AGO.name]
    assert [*book.now(LAST, LAST)] == [LAST.name]
    assert [*book.now(THIS.shifted(-29), LAST)] == [LAST.name]


def test_the_week_before_is_the_newest_one_declared_and_as_it_counts_now(book: Book) -> None:
    def before(week: Week, first: Week = LONG_AGO) -> Declared | None:
        with book.database.transaction(writes=False) as connection:
            return latest_before(connection, book.person.key, week, first)

    assert before(THIS) is None
    book.sends(a_week(did("search")), LONG_AGO)
    book.sends(a_week(did("learn")), LONG_AGO)
    found = before(THIS)
    assert found is not None
    assert (found.week, found.number, found.told) == (LONG_AGO, 2, a_week(did("learn")))
    assert before(THIS, LAST) is None
    assert before(LONG_AGO) is None


@pytest.mark.parametrize("changed", [{"at": NOW}, {"receipt": 7}, {"sealed": b"x"}, {"week": LAST.monday}])
def test_the_database_refuses_to_change_what_was_declared(book: Book, changed: dict[str, object]) -> None:
    book.sends(a_week(did("search")))
    with pytest.raises(Trouble, match="only added to"), book.database.transaction(writes=True) as connection:
        connection.execute(update(weeks), changed)


def test_the_same_sending_cannot_be_kept_twice(book: Book) -> None:
    book.sends(a_week(did("search")))
    with book.database.transaction(writes=False) as connection:
        row = dict(connection.execute(select(weeks)).mappings().one())
    with pytest.raises(Trouble), book.database.transaction(writes=True) as connection:
        connection.execute(insert(weeks), row)


def test_a_row_moved_to_another_week_or_person_does_not_open(book: Book) -> None:
    book.sends(a_week(did("search")))
    with book.database.transaction(writes=True) as connection:
        row = dict(connection.execute(select(weeks)).mappings().one())
        connection.execute(insert(weeks), {**row, "week": LAST.monday})
    with pytest.raises(InvalidTag):
        book.now(LAST, LAST)


def test_how_much_was_told_does_not_show_in_its_length(book: Book) -> None:
    book.sends(a_week())
    book.sends(a_week(could_not=True, reason="ill", reason_shown=True))
    book.sends(a_week(did("search")))
    book.sends(a_week(did("home", words="my landlord", day=range(7))))
    with book.database.transaction(writes=False) as connection:
        lengths = set(connection.execute(select(text("length(sealed)")).select_from(weeks)).scalars())
    assert len(lengths) == 1


def test_a_long_week_is_kept_whole(book: Book) -> None:
    whole = a_week(*(did("search", words=VERY_LONG[1:]) for _ in range(30)))
    book.sends(whole)
    assert book.now() == {THIS.name: whole}


def test_silence_leaves_no_row_anywhere_not_even_when_it_is_looked_at(book: Book) -> None:
    with book.database.transaction(writes=True) as connection:
        vault = Vault(connection, book.ring, {"week": DECLARED}, book.person.actor, NOW)
        assert vault.weeks(book.person.id, THIS) == []
        assert newest(connection, book.person.key, LONG_AGO, THIS) == history(connection, book.person.key, THIS) == []
        assert latest_before(connection, book.person.key, THIS, LONG_AGO) is None
        assert read_draft(connection, book.person.key, f"week {THIS.name}") is None
    assert {name: count_of(book.database, name) for name in sorted(EMPTY)} == dict.fromkeys(sorted(EMPTY), 0)


def test_a_week_is_in_no_other_table_than_its_own_its_draft_and_its_proof() -> None:
    tables = {table.name for table in metadata.tables.values() if "week" in table.columns}
    assert tables == {"weeks"}


def test_others_see_less_and_not_so_far_back_as_the_person(book: Book) -> None:
    oldest = Week.of(NOW - timedelta(days=MONTHS_6.days))
    whole = a_week(did("home", words="my landlord"), could_not=True, reason="ill")
    for week in (THIS, oldest, oldest.shifted(-1)):
        book.sends(whole, week)
    book.sends(a_week(), LAST)

    def seen(connection: Connection, by: Actor) -> list[Declared]:
        vault = Vault(connection, book.ring, {"week": DECLARED}, by, NOW)
        return vault.weeks(book.person.id, THIS)

    with book.database.transaction(writes=True) as connection:
        mine, theirs = seen(connection, book.person.actor), seen(connection, book.person.counsellor.actor)
        other = a_person(connection, book.ring)
        for stranger in (other.actor, other.counsellor.actor):
            with pytest.raises(Refused):
                seen(connection, stranger)
    assert [one.week for one in mine] == [THIS, LAST, oldest, oldest.shifted(-1)]
    assert [one.week for one in theirs] == [THIS, oldest], "nor a week that was taken back"
    assert {one.told for one in theirs} == {whole.seen_by_others()}


def test_receipts_of_weeks_survive_new_keys(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    make_ring(path)
    with database.transaction(writes=True) as connection:
        book = Book(database, read_ring(path), a_person(connection, read_ring(path)))
    codes = [book.sends(a_week(did("search")), week) for week in (LAST, THIS, LAST)]
    add_ring_key(path)
    list(rewrap_all(database, read_ring(path)))
    drop_ring_keys(path)
    renewed = replace(book, ring=read_ring(path))
    assert renewed.proves(codes)
    assert [*renewed.now()] == [THIS.name, LAST.name]
    assert renewed.proves([renewed.sends(a_week(did("learn")), LAST)])


@given(st.lists(st.tuples(st.sampled_from([LAST, THIS, LONG_AGO]), told()), min_size=1, max_size=6))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_sendings_replays_to_the_same_weeks_and_every_receipt_holds(
    database: Database, ring: KeyRing, sendings: list[tuple[Week, Told]]
) -> None:
    with database.transaction(writes=True) as connection:
        book = Book(database, ring, a_person(connection, ring))
    codes, wanted, all_of_them = [], dict[str, Told](), dict[str, list[Told]]()
    for minute, (week, whole) in enumerate(sendings):
        codes.append(book.sends(whole, week, NOW + timedelta(minutes=minute)))
        wanted[week.name] = whole
        all_of_them.setdefault(week.name, []).insert(0, whole)
    assert book.now() == wanted
    assert all(book.ever(Week.named(name)) == kept for name, kept in all_of_them.items())
    assert len(set(codes)) == len(codes)
    assert book.proves(codes), "a correction of one week leaves the proof of every other"


def test_a_draft_is_sealed_has_no_name_and_is_forgotten_when_it_is_sent(book: Book) -> None:
    key, what = book.person.key, f"week {THIS.name}"
    begun = Begun(told=a_week(did("home", words="my landlord")), forms=("a-form",))
    with book.database.transaction(writes=True) as connection:
        keep_draft(connection, key, what, {}, NOW)
        keep_draft(connection, key, what, begun.packed(), NOW + timedelta(minutes=1))
        keep_draft(connection, key, "reply", {"words": "mine"}, NOW)
        assert Begun.unpacked(read_draft(connection, key, what)) == begun
        rows = connection.execute(select(drafts)).all()
        assert len(rows) == 2, "each tap goes on from the same draft"
        assert len({len(row.sealed) for row in rows}) == 1
        for row in rows:
            assert "week" not in row.what
            assert b"landlord" not in row.sealed
        forget_draft(connection, key, what)
        assert read_draft(connection, key, what) is None
        assert read_draft(connection, key, "reply") == {"words": "mine"}
        other = a_person(connection, book.ring)
        assert read_draft(connection, other.key, "reply") is None


def test_a_forbidden_purpose_reads_no_week(book: Book) -> None:
    with book.database.transaction(writes=True) as connection:
        vault = Vault(connection, book.ring, {"week": DECLARED}, book.person.counsellor.actor, NOW.astimezone(UTC))
        for purpose in Purpose:
            if purpose is not Purpose.TALK_ABOUT_WEEKS:
                with pytest.raises(Refused):
                    vault.read(book.person.id, ["week"], purpose)
