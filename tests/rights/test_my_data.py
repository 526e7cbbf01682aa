"""My data, as people use it: seen, taken away, corrected, taken back, limited, erased, asked about and answered."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from portal.rights.changing import AFTER_A_YES
from portal.rights.themes import ELSEWHERE, THEMES
from portal.storage.engine.erasing import REMAINS, personal_tables
from portal.storage.tables.people import sessions
from portal.storage.tables.rights import erasures
from portal.storage.trace.journal import Deed
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT
from tests.pages.tapping import sends_week, taps
from tests.pages.test_helping import begins
from tests.people import a_kiosk, count_of, signed_in, somebody
from tests.rights.lives import HARD, HEALTH, says, sends, vault_at
from tests.rights.test_own_pictures import FILES, deeds, full, shows_it_is_them
from tests.visitor import Visitor, hidden

both = pytest.mark.parametrize("app", BOTH, indirect=True)


def copy_of(visitor: Visitor) -> ZipFile:
    response = visitor.client.get(shows_it_is_them(visitor).page.link("For a computer"))
    assert response.status_code == 200
    assert response.mimetype == "application/zip"
    return ZipFile(io.BytesIO(response.data))


def test_every_table_of_people_is_told_by_one_theme_and_only_one() -> None:
    told = [table for theme in THEMES for table in theme.tables]
    assert len(told) == len(set(told))
    kept = {table.name for table in personal_tables()} | REMAINS
    assert kept == {*told, *ELSEWHERE}, "add the table to a theme in portal/rights/themes.py, and what it tells"


@both
def test_each_theme_is_on_the_screen(app: Flask) -> None:
    person = full(app)
    visitor = signed_in(app, person).opens("/home").follows("My data").follows("See everything")
    for theme in THEMES:
        visitor.opens("/my-data/all").follows(theme.title)
        assert visitor.page.status == 200
        assert not visitor.page.says("Nothing is kept about this."), theme.key
    said = "".join(visitor.opens(f"/my-data/all/{theme.key}").page.words for theme in THEMES)
    for words in (
        "answer",
        "Ali",
        "said argued",
        "said asked",
        "said back",
        "said unsent",
        "said left",
        "awa@example.fr",
        "Lina",
    ):
        assert words in said


def test_what_is_hard_to_say_is_not_in_plain_sight(app: Flask) -> None:
    visitor = signed_in(app, full(app)).opens("/my-data/all/answers")
    folded = [one for one in visitor.page.all("details") if "What is for me alone" in "".join(one.itertext())]
    assert f"said {HEALTH}" in "".join(folded[0].itertext())
    assert visitor.page.words.count(f"said {HEALTH}") == 1


@both
def test_the_copy_has_everything_under_names_that_are_told(app: Flask) -> None:
    person = full(app)
    with copy_of(signed_in(app, person)) as copy:
        schema = json.loads(copy.read("schema.json"))["$defs"]
        assert set(schema) == {theme.key for theme in THEMES}
        whole = "".join(copy.read(name).decode(errors="replace") for name in copy.namelist())
        for theme in THEMES:
            rows = json.loads(copy.read(f"{theme.key}.json"))
            assert rows, theme.key
            assert {name for row in rows for name in row} <= set(schema[theme.key]["items"]["properties"])
            table = list(csv.DictReader(io.StringIO(copy.read(f"{theme.key}.csv").decode("utf-8-sig")), delimiter=";"))
            assert len(table) == len(rows)
        assert "This is all that the portal keeps about you." in copy.read("Read me.txt").decode()
    for words in (
        f"said {HEALTH}",
        f"said {HARD}",
        "said week",
        "said argued",
        "said unsent",
        "said left",
        "said back",
        "said why",
        "said known",
        "said agreed",
        "said no",
        "said noted",
        "said aside",
        "said opened",
    ):
        assert words in whole
    assert '"cat"' not in whole, "the two pictures stay a secret"
    assert deeds(app, person).count(Deed.TOOK_EVERYTHING) == 1


def test_the_names_of_the_schema_are_all_in_use(app: Flask) -> None:
    with copy_of(signed_in(app, full(app))) as copy:
        for theme in THEMES:
            used = {name for row in json.loads(copy.read(f"{theme.key}.json")) for name in row}
            assert set(theme.names) == used, theme.key


def test_two_copies_at_once_are_both_whole(app: Flask) -> None:
    person = full(app)
    visitors = [signed_in(app, person) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        copies = list(pool.map(lambda visitor: copy_of(visitor).testzip(), visitors))
    assert copies == [None, None]


def test_two_years_of_weeks_are_a_copy_too(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person)
    taps(visitor, "search", words="=1+1")
    sends_week(visitor)
    with copy_of(visitor) as copy:
        assert "=1+1" in copy.read("weeks.json").decode()
        assert '"=' not in copy.read("weeks.csv").decode().replace('""', "")


def test_everything_is_on_paper_but_what_is_hard_to_say(app: Flask) -> None:
    person = full(app)
    visitor = shows_it_is_them(signed_in(app, person))
    response = visitor.client.get(visitor.page.link("On paper"))
    assert response.data.startswith(b"%PDF")
    assert deeds(app, person).count(Deed.TOOK_EVERYTHING) == 1


def test_a_screen_for_everybody_gives_out_no_file(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        kiosk = a_kiosk(connection, parts.ring, person.actor.agency_id)
    visitor = signed_in(app, person, kiosk=kiosk).opens("/my-data/take")
    assert visitor.page.says("Not on this screen: others use it after you.")
    for address in FILES:
        assert visitor.client.get(address).status_code == 303
    assert Deed.TOOK_EVERYTHING not in deeds(app, person)


def test_each_thing_is_corrected_on_its_own_page(app: Flask) -> None:
    visitor = signed_in(app, somebody(app)).opens("/my-data").follows("Correct something")
    for words in ("An answer", "A week", "My reminder", "What the agency knows about me"):
        visitor.opens("/my-data/correct").follows(words)
    assert visitor.page.title == "What do you want to ask?"


@both
def test_health_answers_vanish_at_once(app: Flask) -> None:
    person, parts = somebody(app), parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        now = datetime.now(UTC)
        says(vault_at(connection, parts.ring, person, now), person, HEALTH, "said health")
        sends(connection, parts.ring, person, HEALTH, A_TEXT, now=now)
    visitor = signed_in(app, person).opens("/my-data").follows("Take back my health answers")
    visitor.follows("I take them back").presses("cat").presses("rose")
    assert visitor.page.says("I took my health answers back")
    for address in ("/my-data/all/answers", "/my-data/all/receipts", "/dossier/check"):
        assert "said health" not in visitor.opens(address).page.text
    assert visitor.opens("/my-data/take-back").page.says("There is nothing to take back.")
    with copy_of(visitor) as copy:
        told = [copy.read(name).decode() for name in copy.namelist() if name != "schema.json"]
        assert not any(f'"{name}"' in one for one in told for name in AFTER_A_YES), (
            "not even its name is in the journal"
        )
    assert Deed.TOOK_BACK in deeds(app, person)


@both
def test_while_it_is_limited_nobody_reads_and_the_person_sees_who_wanted_to(app: Flask) -> None:
    person = somebody(app)
    visitor, desk = signed_in(app, person), signed_in(app, person.counsellor)
    desk.opens(f"/people/{person.id}")
    visitor.opens("/my-data").follows("Stop the reading").presses("I stop the reading")
    assert visitor.page.says("I stopped the reading")
    before = deeds(app, person).count(Deed.READ)
    desk.opens("/people")
    for address in ("", "/brief.pdf", "/weeks"):
        assert desk.opens(f"/people/{person.id}{address}", status=403).page.says("Nothing was opened.")
    assert deeds(app, person).count(Deed.READ) == before
    assert visitor.opens("/who-read").page.says("Your counsellor wanted to read. Nothing was opened.")
    visitor.opens("/dossier/about-name").sends({"answer": "Ali"}, do="answer")
    visitor.opens("/my-data").follows("Let my counsellor read again").presses("I let them read again")
    desk.opens(f"/people/{person.id}")
    assert deeds(app, person).count(Deed.READ) == before + 1


def test_stopped_twice_it_is_stopped_once(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person).opens("/my-data/reading")
    sent = {**hidden(visitor.page.form()), "do": "stop"}
    for _ in range(2):
        visitor.posts("/my-data/reading", sent)
    assert deeds(app, person).count(Deed.LIMITED) == 1


@both
def test_everything_is_erased_after_the_two_pictures(app: Flask) -> None:
    person, other, database = full(app), full(app), parts_of(app).database
    visitor = signed_in(app, person).opens("/my-data").follows("Erase everything")
    assert visitor.page.says("Who read your dossier, without your name: six months")
    visitor.follows("I want to erase everything")
    visitor.presses("cat").presses("rose")
    assert visitor.page.title == "Everything is erased."
    code = visitor.page.address.rpartition("/")[2]
    visitor.opens("/home", status=200)
    assert visitor.page.address.startswith("/sign-in")
    assert Visitor(app, "en").opens(f"/receipt/{code}").page.says("Everything is erased.")
    with database.transaction(writes=False) as connection:
        assert connection.execute(select(sessions).where(sessions.c.actor_id == person.id)).all() == []
        assert connection.execute(select(erasures.c.person_id)).scalars().all() == [person.id]
    signed_in(app, person.counsellor).opens(f"/people/{person.id}", status=410)
    assert signed_in(app, other).opens("/my-data/all/answers").page.says(f"said {HEALTH}")


def test_erased_in_the_middle_of_a_visit_the_helper_is_beside_nobody(app: Flask) -> None:
    person = somebody(app)
    screen = begins(app, person)
    screen.opens(f"/dossier/{A_TEXT}")
    signed_in(app, person).opens("/my-data/erase/pictures").presses("cat").presses("rose")
    told = screen.posts(f"/dossier/{A_TEXT}", {**hidden(screen.page.form()), "answer": "x", "do": "answer"})
    assert told.page.address == "/visit/over"
    assert "Ali" not in told.page.text
    assert not told.opens(f"/dossier/{A_TEXT}").page.address.startswith("/dossier")
    assert count_of(parts_of(app).database, "answers") == 0
