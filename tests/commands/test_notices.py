"""The operator sends what is due, as often as they like; what stands in the way is said in plain words."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, update

from portal.commands.demo import Demo
from portal.commands.migrating import bring_up_to_date
from portal.core.notices import State
from portal.storage.engine.database import Connection, Database
from portal.storage.engine.seal import read_ring
from portal.storage.tables.people import notices, reminders
from tests.commands.conftest import Operator
from tests.databases import PostgresqlShelf, postgresql_server
from tests.notices.mailserver import Mailbox, mail_server
from tests.people import PASSWORD, APerson, a_person, asks_for_reminder

NO_WAY = "Error: There is no way to send anything: set PORTAL_SMTP_URL first (see README, Settings).\n"
NOTHING_GETS_THROUGH = "lets nothing through. The rest waits for the next run."
PATIENCE_S = 60


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mail_server(Mailbox()) as box:
        monkeypatch.setenv("PORTAL_SMTP_URL", f"smtp://127.0.0.1:{box.port}")
        monkeypatch.setenv("PORTAL_MAIL_FROM", "portal@agency.example")
        yield box


def with_due(database: Database, folder: Path, *addresses: str) -> list[APerson]:
    """Add people whose reminder is due since a minute."""
    people, now = [], datetime.now(UTC)
    with database.transaction(writes=True) as connection:
        for address in addresses:
            people.append(a_person(connection, read_ring(folder / "keys.json")))
            asks_for_reminder(connection, people[-1], now, address=address)
        make_due(connection, now)
    return people


def make_due(connection: Connection, now: datetime) -> None:
    connection.execute(update(reminders), {"due_at": (now - timedelta(days=1)).replace(hour=11, minute=0)})


def test_what_is_due_is_sent_once_and_counted(
    operator: Operator, database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    with_due(database, tmp_path, "awa@example.fr", "ali@example.fr")
    assert operator("notices", "send").output == "2 due, 2 sent, 0 not taken.\n"
    assert operator("notices", "send").output == "0 due, 0 sent, 0 not taken.\n"
    assert sorted(mailbox.addresses) == ["ali@example.fr", "awa@example.fr"]
    assert mailbox.messages[0]["List-Unsubscribe"].startswith("<https://portal.example/reminder/stop/")


def test_nothing_but_counts_is_said(operator: Operator, database: Database, tmp_path: Path, mailbox: Mailbox) -> None:
    mailbox.refuses = frozenset({"gone@example.fr"})
    with_due(database, tmp_path, "awa@example.fr", "gone@example.fr")
    assert operator("notices", "send").output == "2 due, 1 sent, 1 not taken.\n"


def test_where_nothing_is_due_the_mail_server_is_left_alone(operator: Operator, mailbox: Mailbox) -> None:
    assert operator("notices", "send").exit_code == 0
    assert mailbox.connections == 0


def test_without_a_way_to_send_nothing_is_touched(operator: Operator, database: Database, tmp_path: Path) -> None:
    with_due(database, tmp_path, "awa@example.fr")
    result = operator("notices", "send")
    assert (result.exit_code, result.output) == (1, NO_WAY)
    with database.transaction(writes=False) as connection:
        assert connection.execute(notices.select()).first() is None


def test_a_mail_server_that_is_not_there_costs_nobody_a_reminder(
    operator: Operator, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_due(database, tmp_path, "awa@example.fr")
    monkeypatch.setenv("PORTAL_MAIL_FROM", "portal@agency.example")
    monkeypatch.setenv("PORTAL_SMTP_URL", "smtp://127.0.0.1:9")
    for _ in range(3):
        result = operator("notices", "send")
        assert result.exit_code == 1
        assert NOTHING_GETS_THROUGH in result.output
    with mail_server(Mailbox()) as box:
        monkeypatch.setenv("PORTAL_SMTP_URL", f"smtp://127.0.0.1:{box.port}")
        assert operator("notices", "send").output == "0 due, 1 sent, 0 not taken.\n"
    assert box.addresses == ["awa@example.fr"]


def test_the_demo_shows_what_would_leave(operator: Operator, demo: Demo, database: Database, tmp_path: Path) -> None:
    assert demo
    with_due(database, tmp_path, "awa@example.fr")
    output = operator("notices", "send").output
    assert "To awa@example.fr: Votre petit rappel" in output
    assert "https://portal.example/reminder/stop/" in output
    assert output.endswith("1 due, 1 sent, 0 not taken.\n")


def killed_while(taking: threading.Event) -> None:
    """Start a run, wait until the mail server has the letter in its hands, and kill the run."""
    started = subprocess.Popen([sys.executable, "-m", "portal.commands", "notices", "send"], env=dict(os.environ))
    try:
        assert taking.wait(PATIENCE_S)
    finally:
        started.send_signal(signal.SIGKILL)
        started.wait(PATIENCE_S)


def test_a_run_killed_in_the_middle_of_sending_sends_nothing_a_second_time(
    operator: Operator, database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    with_due(database, tmp_path, "awa@example.fr", "ali@example.fr")
    taking, go_on = threading.Event(), threading.Event()

    def waits() -> None:
        taking.set()
        go_on.wait(PATIENCE_S)

    mailbox.before_taking = waits
    killed_while(taking)
    mailbox.before_taking = lambda: None
    go_on.set()
    assert operator("notices", "send").output == "0 due, 1 sent, 0 not taken.\n"
    assert operator("notices", "send").output == "0 due, 0 sent, 0 not taken.\n"
    assert sorted(mailbox.addresses) == ["ali@example.fr", "awa@example.fr"]
    with database.transaction(writes=False) as connection:
        states = sorted(connection.execute(notices.select().with_only_columns(notices.c.state)).scalars())
    assert states == [State.GOING, State.GONE]


def two_started() -> list[str]:
    """Start the command twice at once and return what each said."""
    typed = [sys.executable, "-m", "portal.commands", "notices", "send"]
    runs = [subprocess.Popen(typed, env=dict(os.environ), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return [run.communicate(timeout=PATIENCE_S)[0] for run in runs]


def test_started_twice_at_once_it_sends_each_one_once(
    operator: Operator, database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    del operator
    people = [f"a{number}@example.fr" for number in range(20)]
    with_due(database, tmp_path, *people)
    told = two_started()
    assert all(line.endswith(" 0 not taken.\n") for line in told), told
    assert sorted(mailbox.addresses) == sorted(people)


@pytest.fixture
def bare_server() -> Iterator[PostgresqlShelf]:
    """Return a PostgreSQL server that never saw a portal."""
    with postgresql_server() as server:
        yield PostgresqlShelf(server)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("shelf", ["sqlite"], indirect=True)
def test_where_nobody_may_make_a_role_an_administrator_is_told_what_to_run(
    operator: Operator, bare_server: PostgresqlShelf, tmp_path: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = f"portal-{uuid4().hex[:8]}"
    bare_server.say(f"CREATE ROLE \"{user}\" LOGIN PASSWORD '{PASSWORD}'")
    given = make_url(bare_server.empty())
    bare_server.say(f'ALTER DATABASE "{given.database}" OWNER TO "{user}"')
    url = given.set(username=user, password=PASSWORD).render_as_string(hide_password=False)
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    assert operator("migrate").output == "Migrated.\n"
    result = operator("notices", "send")
    assert result.exit_code == 1
    assert "An administrator of it runs, in it:\nCREATE ROLE portal_jobs NOLOGIN;\n" in result.output
    in_it = PostgresqlShelf(given.render_as_string(hide_password=False))
    for step in result.output.splitlines()[1:]:
        in_it.say(step)
    database = Database(url)
    assert not bring_up_to_date(database)
    with_due(database, tmp_path, "awa@example.fr")
    database.engine.dispose()
    assert operator("notices", "send").output == "1 due, 1 sent, 0 not taken.\n"
    assert mailbox.addresses == ["awa@example.fr"]
