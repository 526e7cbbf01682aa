"""Anchors: a journal cut at its end is seen, what was erased in its time is not missed, nothing is put back unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from portal.core.uses import Purpose
from portal.storage.answers.vault import Vault
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.erasing import erase
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import journal, people
from portal.storage.tables.rights import anchored_heads, anchors, erasures
from portal.storage.trace.anchoring import amiss, anchor_all
from portal.storage.trace.anchors import Heads, anchored_upto, first_break, has_anchor
from portal.storage.trace.journal import Deed
from portal.storage.trace.journal_starts import erase_upto
from tests.people import APerson, a_person

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LIVED = 6


@dataclass(frozen=True)
class Archive:
    """Some people's journals, on the day they were anchored."""

    database: Database
    ring: KeyRing
    people: Sequence[APerson]

    def lives(self, person: APerson, at: datetime, times: int = 1) -> None:
        with self.database.transaction(writes=True) as connection:
            for _ in range(times):
                Vault(connection, self.ring, {}, person.actor, at).note(person.id, Deed.TOOK_COPY, Purpose.OWN_RECORD)

    def anchors(self, at: datetime) -> bytes:
        return anchor_all(self.database, self.ring, at).digest

    def amiss(self) -> list[str]:
        return list(amiss(self.database, self.ring))

    def breaks(self, person: APerson) -> datetime | None:
        with self.database.transaction(writes=False) as connection:
            return first_break(connection, self.ring, person.id)


@pytest.fixture
def archive(database: Database, ring: KeyRing) -> Archive:
    with database.transaction(writes=True) as connection:
        made = Archive(database, ring, [a_person(connection, ring) for _ in range(3)])
    for person in made.people:
        made.lives(person, NOW - DAY, LIVED)
    made.anchors(NOW)
    return made


def cut(connection: Connection, person: APerson, above: int) -> None:
    """Cut a journal at its end, as whoever has every right on the database and no key."""
    assert connection.execute(
        delete(journal).where(journal.c.person_id == person.id, journal.c.number > above)
    ).rowcount


def test_journals_that_nobody_touched_hold_and_grow(archive: Archive) -> None:
    assert archive.amiss() == []
    archive.lives(archive.people[0], NOW + DAY)
    assert archive.amiss() == []
    assert [archive.breaks(person) for person in archive.people] == [None] * 3


def test_a_journal_that_was_cut_at_its_end_is_seen_and_stays_seen(archive: Archive) -> None:
    mine, other = archive.people[:2]
    with archive.database.transaction(writes=True) as connection:
        cut(connection, mine, LIVED - 2)
    assert (archive.breaks(mine), archive.breaks(other)) == (NOW, None)
    assert len(archive.amiss()) == 1
    archive.lives(mine, NOW + DAY, LIVED)
    archive.anchors(NOW + DAY)
    assert archive.breaks(mine) == NOW, "new entries and another anchor hide nothing"
    assert len(archive.amiss()) == 1


def test_a_journal_that_was_taken_away_whole_is_seen(archive: Archive) -> None:
    with archive.database.transaction(writes=True) as connection:
        cut(connection, archive.people[0], 0)
    assert archive.breaks(archive.people[0]) == NOW


@pytest.mark.parametrize("also", ["the head", "the proof", "nothing"])
def test_an_anchored_head_that_was_changed_is_seen(archive: Archive, also: str) -> None:
    mine = archive.people[0]
    with archive.database.transaction(writes=True) as connection:
        head = select(journal.c.digest).where(journal.c.person_id == mine.id, journal.c.number == LIVED - 2)
        digest = connection.execute(head).scalar_one()
        cut(connection, mine, LIVED - 2)
        its = update(anchored_heads).where(anchored_heads.c.person_id == mine.id)
        changed = {"number": LIVED - 2} | ({"digest": digest} if also != "nothing" else {})
        other = select(anchored_heads.c.proof).where(anchored_heads.c.person_id == archive.people[1].id)
        changed |= {"proof": connection.execute(other).scalar_one()} if also == "the proof" else {}
        connection.execute(its, changed)
    assert archive.breaks(mine) == NOW
    assert len(archive.amiss()) == 2


def test_an_anchored_head_that_was_taken_away_or_put_back_is_seen(archive: Archive) -> None:
    mine = archive.people[0]
    with archive.database.transaction(writes=True) as connection:
        its = anchored_heads.c.person_id == mine.id
        old = dict(connection.execute(select(anchored_heads).where(its)).mappings().one())
    archive.lives(mine, NOW + DAY, 3)
    archive.anchors(NOW + DAY)
    with archive.database.transaction(writes=True) as connection:
        cut(connection, mine, LIVED)
        connection.execute(delete(anchored_heads).where(its))
    assert archive.amiss() == ["what was anchored is not what the newest anchor says"]
    with archive.database.transaction(writes=True) as connection:
        connection.execute(insert(anchored_heads), old)
    assert archive.breaks(mine) is None, "an old head has an old proof"
    assert archive.amiss() == ["what was anchored is not what the newest anchor says"]


def test_a_database_put_back_to_an_older_day_shows_by_the_digest_that_was_kept(archive: Archive) -> None:
    kept = archive.anchors(NOW + DAY)
    with archive.database.transaction(writes=True) as connection:
        assert has_anchor(connection, kept)
        connection.execute(delete(anchors).where(anchors.c.number == 2))
        assert not has_anchor(connection, kept)
    assert archive.amiss() == [], "from inside, yesterday looks like yesterday"
    assert archive.anchors(NOW + 2 * DAY) != kept


def test_an_anchor_that_was_taken_away_or_forged_is_seen(archive: Archive) -> None:
    for days in (1, 2):
        archive.anchors(NOW + days * DAY)
    with archive.database.transaction(writes=True) as connection:
        connection.execute(delete(anchors).where(anchors.c.number == 2))
    assert archive.amiss() == ["an anchor was altered or taken away"]
    with archive.database.transaction(writes=True) as connection:
        row = dict(connection.execute(select(anchors).where(anchors.c.number == 3)).mappings().one())
        connection.execute(delete(anchors).where(anchors.c.number == 3))
        connection.execute(insert(anchors), {**row, "number": 2})
    assert archive.amiss() == ["an anchor was altered or taken away"]


def test_what_was_erased_in_its_time_is_not_missed(archive: Archive) -> None:
    mine = archive.people[0]
    archive.lives(mine, NOW + 200 * DAY)
    with archive.database.transaction(writes=True) as connection:
        assert erase_upto(connection, archive.ring, mine.id, LIVED) == LIVED
    assert archive.breaks(mine) is None
    assert archive.amiss() == []
    archive.anchors(NOW + 201 * DAY)
    with archive.database.transaction(writes=False) as connection:
        assert anchored_upto(connection, mine.id) == LIVED + 1


def test_somebody_who_was_erased_is_not_missed_and_is_forgotten_by_the_next_anchor(archive: Archive) -> None:
    mine = archive.people[0]
    with archive.database.transaction(writes=True) as connection:
        assert erase(connection, archive.ring, mine.id, NOW + DAY)
        connection.execute(delete(journal).where(journal.c.person_id == mine.id))
    assert archive.amiss() == []
    archive.anchors(NOW + 2 * DAY)
    assert archive.amiss() == []
    with archive.database.transaction(writes=False) as connection:
        assert anchored_upto(connection, mine.id) == 0


def test_who_was_taken_away_without_being_erased_is_missed(archive: Archive) -> None:
    mine = archive.people[0]
    with archive.database.transaction(writes=True) as connection:
        erase(connection, archive.ring, mine.id, NOW + DAY)
        connection.execute(update(erasures).values(code="FORGED"))
        connection.execute(delete(journal).where(journal.c.person_id == mine.id))
        assert connection.execute(select(people.c.id).where(people.c.id == mine.id)).first() is None
    assert len(archive.amiss()) == 1
    archive.anchors(NOW + 2 * DAY)
    assert len(archive.amiss()) == 1, "it stays anchored: it is seen again"


def test_anchoring_that_stopped_in_the_middle_keeps_nothing_and_is_run_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.lives(archive.people[0], NOW + DAY)
    with monkeypatch.context() as broken:
        broken.setattr(Heads, "digest", lambda *_anything: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.anchors(NOW + DAY)
    assert archive.amiss() == []
    archive.anchors(NOW + DAY)
    assert archive.amiss() == []


@pytest.mark.parametrize("above", [3, 0])
def test_a_journal_without_its_anchor_is_seen_at_once_and_the_alarm_stays(archive: Archive, above: int) -> None:
    mine = archive.people[0]
    archive.anchors(datetime.now(UTC) + DAY)
    with archive.database.transaction(writes=True) as connection:
        cut(connection, mine, above)
        connection.execute(delete(anchored_heads))
    assert archive.breaks(mine) is not None
    for days in (2, 3):
        archive.anchors(datetime.now(UTC) + days * DAY)
        assert archive.amiss() == ["something was amiss at an earlier anchor, and nobody said that it is known"]
    anchor_all(archive.database, archive.ring, datetime.now(UTC) + 4 * DAY, known=True)
    assert archive.amiss() == []


def test_an_older_anchor_that_was_put_back_over_a_shorter_journal_is_seen(archive: Archive) -> None:
    mine = archive.people[0]
    its = anchored_heads.c.person_id == mine.id
    with archive.database.transaction(writes=True) as connection:
        old = dict(connection.execute(select(anchored_heads).where(its)).mappings().one())
    archive.lives(mine, NOW + DAY, 3)
    archive.anchors(NOW + 2 * DAY)
    with archive.database.transaction(writes=True) as connection:
        cut(connection, mine, LIVED + 2)
        connection.execute(delete(anchored_heads).where(its))
        connection.execute(insert(anchored_heads), old)
    assert archive.breaks(mine) == NOW + 2 * DAY


def test_who_came_after_the_newest_anchor_or_has_no_line_is_not_missed(archive: Archive) -> None:
    archive.anchors(datetime.now(UTC) - DAY)
    with archive.database.transaction(writes=True) as connection:
        newcomer = a_person(connection, archive.ring)
    assert archive.breaks(newcomer) is None
    archive.anchors(datetime.now(UTC) + DAY)
    assert archive.breaks(newcomer) is None
    archive.lives(newcomer, datetime.now(UTC) + 2 * DAY)
    archive.anchors(datetime.now(UTC) + 3 * DAY)
    assert (archive.breaks(newcomer), archive.amiss()) == (None, [])
