"""Nothing a person typed is ever lost, changed or doubled: on both databases, whoever writes at the same time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Barrier
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import event, select, update

from portal.core.uses import Purpose
from portal.storage.answers.kept import Outcome, Page, Said, State
from portal.storage.engine import database as stored
from portal.storage.engine.database import Connection, Database, Trouble
from portal.storage.engine.seal import KeyRing
from portal.storage.tables.people import answers
from portal.storage.tables.schema import metadata
from tests.people import count_of
from tests.storage.telling import ANOTHER, Teller, a_teller

WRITERS = 4
EACH = 6


@pytest.fixture
def teller(database: Database, ring: KeyRing) -> Teller:
    return a_teller(database, ring)


def test_a_correction_is_kept_beside_what_was_said_before(teller: Teller) -> None:
    assert [teller.says(value) for value in ("red", "blue", "red")] == [Outcome.KEPT] * 3
    assert [said.value for said in teller.everything()] == ["red", "blue", "red"]
    assert teller.told() == "red"
    assert teller.entries() == 3


def test_the_database_itself_refuses_to_change_an_answer(teller: Teller) -> None:
    teller.says("red")
    with pytest.raises(Trouble, match="only added to"), teller.database.transaction(writes=True) as connection:
        connection.execute(update(answers).values(settled=False))
    assert teller.told() == "red"


def test_a_form_that_is_sent_twice_is_kept_once(teller: Teller) -> None:
    page = Page(wording="1", key="once")
    assert teller.says("red", page) is Outcome.KEPT
    assert teller.says("red", page) is Outcome.ALREADY_KEPT
    assert teller.says("red") is Outcome.ALREADY_KEPT, "nothing changed: nothing to keep"
    assert teller.numbers() == [1]
    assert teller.entries() == 1


def test_a_form_sent_again_with_other_words_is_set_aside(teller: Teller) -> None:
    page = Page(wording="1", key="once")
    teller.says("red", page)
    assert teller.says("blue", page) is Outcome.SET_ASIDE
    assert teller.told() == "red"
    assert [said.state for said in teller.everything()] == [State.ANSWERED, State.ASIDE]
    assert [said.value for said in teller.everything()] == ["red", "blue"]


def test_what_comes_from_an_old_page_is_set_aside_and_can_then_be_chosen(teller: Teller) -> None:
    teller.says("red")
    assert teller.says("blue", Page(wording="1", shown=0)) is Outcome.SET_ASIDE
    assert teller.told() == "red"
    assert teller.says("blue", Page(wording="1", shown=1)) is Outcome.KEPT
    assert teller.told() == "blue"


def test_what_was_not_understood_is_kept_and_changes_nothing(teller: Teller) -> None:
    teller.says("red")
    unclear = Said(state=State.UNCLEAR, typed={"answer": ["\U0001f914"]}, problem="Choose an answer.")
    with teller.database.transaction(writes=True) as connection:
        teller.vault(connection).write(teller.person.id, ANOTHER, "", unclear, Page(wording="1"))
    assert teller.told() == "red"
    assert teller.told(ANOTHER) is None
    assert teller.everything()[-1].typed == {"answer": ["\U0001f914"]}


def test_several_telephones_at_once_lose_nothing_and_count_without_a_gap(teller: Teller) -> None:
    begin = Barrier(WRITERS)

    def write_some(writer: int) -> list[Outcome]:
        begin.wait()
        return [teller.says(f"{writer}-{number}") for number in range(EACH)]

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = [outcome for done in pool.map(write_some, range(WRITERS)) for outcome in done]
    assert set(outcomes) == {Outcome.KEPT}, "each transaction saw the newest answer"
    assert teller.numbers() == list(range(1, WRITERS * EACH + 1))
    wanted = {f"{writer}-{number}" for writer in range(WRITERS) for number in range(EACH)}
    assert {said.value for said in teller.everything()} == wanted
    assert teller.entries() == WRITERS * EACH


def test_a_double_tap_at_the_very_same_moment_is_one_answer(teller: Teller) -> None:
    begin, page = Barrier(WRITERS), Page(wording="1", key="once")

    def tap(_finger: int) -> Outcome:
        begin.wait()
        return teller.says("red", page)

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = sorted(pool.map(tap, range(WRITERS)), key=lambda outcome: outcome.name)
    assert outcomes == [Outcome.ALREADY_KEPT] * (WRITERS - 1) + [Outcome.KEPT]
    assert teller.numbers() == [1]


def test_two_pages_at_the_very_same_moment_keep_both_answers(teller: Teller) -> None:
    begin = Barrier(2)

    def answer(value: str) -> Outcome:
        begin.wait()
        return teller.says(value, Page(wording="1", key=value))

    with ThreadPoolExecutor(2) as pool:
        outcomes = set(pool.map(answer, ("red", "blue")))
    assert outcomes == {Outcome.KEPT, Outcome.SET_ASIDE}
    assert {said.value for said in teller.everything()} == {"red", "blue"}


def test_whichever_statement_fails_the_answer_is_kept_whole_or_not_at_all(teller: Teller) -> None:
    teller.says("red")
    tables = [name for name in metadata.tables if name != "attempts"]
    before = {name: count_of(teller.database, name) for name in tables}
    all_failed: list[str] = []
    for nth in range(1, 20):
        with failing(teller.database, nth) as failed, suppress(ZeroDivisionError):
            teller.says("blue")
        if not failed:
            break
        all_failed += failed
        assert {name: count_of(teller.database, name) for name in tables} == before, f"statement {nth}"
        assert teller.told() == "red"
    assert sum(statement.startswith("INSERT") for statement in all_failed) == 2, "the answer, and its entry"
    assert teller.told() == "blue"
    assert teller.entries() == 2


@contextmanager
def failing(database: Database, nth: int) -> Iterator[list[str]]:
    """Let the n-th statement of a block fail; give a list that holds it once it has."""
    said: list[str] = []
    failed: list[str] = []

    def fail(statement: str) -> None:
        said.append(statement)
        if len(said) == nth:
            failed.append(statement)
            raise ZeroDivisionError

    def before(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        fail(statement)

    event.listen(database.engine, "before_cursor_execute", before)
    with patch.object(stored, "driver_of", lambda connection: FailingDriver(connection, fail)):
        yield failed
    event.remove(database.engine, "before_cursor_execute", before)


@dataclass
class FailingDriver:
    """The driver of a connection, with something to do before each statement."""

    connection: Connection
    before: Callable[[str], None]

    def execute(self, statement: str, values: Any) -> Any:
        self.before(statement)
        driver: Any = self.connection.connection.driver_connection
        return driver.execute(statement, values)


def test_nothing_of_an_unfinished_transaction_is_seen(teller: Teller) -> None:
    with suppress(ZeroDivisionError), teller.database.transaction(writes=True) as connection:
        teller.writes(connection, "red")
        assert len(connection.execute(select(answers.c.number)).all()) == 1
        raise ZeroDivisionError
    assert teller.numbers() == []


def test_one_reading_of_several_moments_is_what_was_said_then(teller: Teller) -> None:
    for value in ("red", "blue", "green"):
        teller.says(value)
    with teller.database.transaction(writes=True) as connection:
        versions = teller.vault(connection).compare(
            teller.person.id, ["a-question"], Purpose.PREPARE_INTERVIEW, (0, 1, 2, 3)
        )
        assert [[row.said().value for row in rows] for rows in versions] == [[], ["red"], ["blue"], ["green"]]


def test_a_form_that_comes_again_after_another_answer_changes_nothing(teller: Teller) -> None:
    late = Page(wording="1", key="once")
    teller.says("red", late)
    teller.says("blue")
    assert teller.says("red", late) is Outcome.ALREADY_KEPT
    assert teller.told() == "blue"
    assert teller.numbers() == [1, 2]
