"""A stolen database, backup, log or history holds no word a person typed and no secret of a card."""

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url, select

from portal.dossier.questions import SECTIONS
from portal.signin.code import in_groups
from portal.storage.tables.people import answers, cards
from portal.storage.tables.schema import metadata
from portal.web.parts import parts_of
from tests.conftest import BOTH
from tests.people import APerson, signed_in, somebody
from tests.visitor import Visitor

PLANTED = "Zanzibarquicksilver"
TYPED = {"about-name": "answer", "situation-address": "new", "wish-refusal": "answer", "next-question": "answer"}


@dataclass
class Planted:
    """A person whose every written answer is one word that stands nowhere else."""

    app: Flask
    person: APerson
    addresses: list[str]
    headers: list[str]


@pytest.fixture
def planted(app: Flask, caplog: pytest.LogCaptureFixture) -> Planted:
    caplog.set_level(logging.DEBUG)
    person = somebody(app)
    made = Planted(app, person, [], [])
    visitor = Visitor(app).opens(f"/c/{person.secret}")
    for picture in person.pictures or ():
        visitor.sends({"picture": picture})
    assert visitor.page.title == "What do you want to do?"
    for key, field in TYPED.items():
        visitor.opens(f"/dossier/{key}").sends(
            {field: PLANTED, "answer": PLANTED if field == "answer" else "no"}, do="answer"
        )
        made.addresses.append(visitor.page.address)
    visitor.opens("/dossier/about-phone").sends({"answer": PLANTED}, do="answer", status=422)
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    made.addresses.append(visitor.page.address)
    assert PLANTED in visitor.page.text
    counsellor = signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    assert PLANTED in counsellor.page.text
    visitor.client.get("/receipts/1.pdf")
    return made


def every_byte(app: Flask) -> Iterator[tuple[str, bytes]]:
    """Go through everything the database keeps, as a thief finds it: its files, or each value as it is stored."""
    database = parts_of(app).database
    if database.is_sqlite:
        path = Path(make_url(parts_of(app).settings.database_url).database or "")
        yield from ((file.name, file.read_bytes()) for file in path.parent.glob(f"{path.name}*"))
        backup = path.with_suffix(".backup")
        with sqlite3.connect(path) as source, sqlite3.connect(backup) as copy:
            source.backup(copy)
        source.close()
        copy.close()
        yield backup.name, backup.read_bytes()
        backup.unlink()
    with database.transaction(writes=False) as connection:
        for name, table in metadata.tables.items():
            for row in connection.execute(select(table)):
                kept = [value if isinstance(value, bytes) else str(value).encode() for value in row]
                yield name, b"\0".join(kept)


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_no_word_that_was_typed_is_in_the_bytes_of_the_database(planted: Planted) -> None:
    name = b"Ali", b"rue des Lilas"
    for where, kept in every_byte(planted.app):
        assert PLANTED.encode() not in kept, f"{where} holds what was typed: seal it"
        assert PLANTED.casefold().encode() not in kept, where
        assert not any(one in kept for one in name[1:]), f"{where} holds what the agency knows: seal it"


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_the_secret_of_a_card_is_nowhere_in_the_database(planted: Planted) -> None:
    forms = {planted.person.secret, planted.person.secret.lower(), in_groups(planted.person.secret)}
    for where, kept in every_byte(planted.app):
        assert not any(form.encode() in kept for form in forms), f"{where} holds the secret of a card"


def test_the_database_does_not_tell_who_opened_what_is_hard_to_say(planted: Planted) -> None:
    keys = [question.key.encode() for section in SECTIONS if section.protected for question in section.questions]
    signed_in(planted.app, planted.person).opens("/dossier/more-3").sends({"answer": "no"}, do="answer")
    for where, kept in every_byte(planted.app):
        assert not any(key in kept for key in keys), f"{where} names a question of the protected section"


def test_which_pictures_open_a_card_is_not_to_be_read(planted: Planted) -> None:
    with parts_of(planted.app).database.transaction(writes=False) as connection:
        for pictures in connection.execute(select(cards.c.pictures)).scalars():
            assert b"cat" not in pictures
            assert b"rose" not in pictures


def test_no_log_tells_what_was_typed_nor_a_card(planted: Planted, caplog: pytest.LogCaptureFixture) -> None:
    told = "\n".join(f"{record.getMessage()} {record.args} {record.exc_text}" for record in caplog.records)
    assert PLANTED not in told
    assert planted.person.secret not in told
    assert in_groups(planted.person.secret) not in told


def test_a_page_that_breaks_logs_where_and_not_what(
    planted: Planted, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_anything: object) -> None:
        raise ValueError(PLANTED)

    monkeypatch.setattr("portal.dossier.pages.keep", breaks)
    visitor = signed_in(planted.app, planted.person).opens("/dossier/about-name")
    visitor.sends({"answer": PLANTED}, do="answer", status=500)
    assert "Something broke here." in visitor.page.words
    assert PLANTED in visitor.page.text, "what was typed stays on the page, to send it again"
    told = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records)
    assert "ValueError" in told
    assert PLANTED not in told


def test_no_address_tells_what_was_typed(planted: Planted) -> None:
    assert planted.addresses
    assert not any(PLANTED in address for address in planted.addresses)


def test_the_address_of_a_card_leads_on_at_once_and_is_forgotten(app: Flask) -> None:
    person = somebody(app)
    for address in (f"/c/{person.secret}", f"/C/{person.secret}", f"/c/{person.secret[:-1]}"):
        response = app.test_client().get(address)
        assert response.status_code == 303
        assert response.headers["Location"] in {"/sign-in/pictures", "/sign-in"}
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
        said = " ".join(f"{name}: {value}" for name, value in response.headers) + response.text
        assert person.secret not in said
        assert person.secret[:-1] not in said


@pytest.mark.parametrize("app", BOTH, indirect=True)
def test_from_outside_answered_and_skipped_rows_look_the_same(app: Flask) -> None:
    person = somebody(app)
    visitor = signed_in(app, person)
    visitor.opens("/dossier/about-interpreter").sends({"answer": "no"}, do="answer")
    visitor.opens("/dossier/situation-work").sends(do="skip")
    visitor.opens("/dossier/situation-papers").sends(do="talk")
    with parts_of(app).database.transaction(writes=False) as connection:
        rows = connection.execute(select(answers).where(answers.c.person_id == person.id)).mappings().all()
    assert len(rows) == 3
    apart = {"number", "question", "sealed", "key", "fingerprint", "at"}
    assert len({tuple(row[name] for name in row if name not in apart) for row in rows}) == 1
    for name in ("sealed", "question", "fingerprint"):
        assert len({len(row[name]) for row in rows}) == 1, f"the length of {name} tells what was done"


def test_the_key_ring_stays_out_of_the_database(planted: Planted) -> None:
    ring = Path(parts_of(planted.app).settings.keys).read_text()
    secrets = [part for part in ring.split('"') if len(part) > 40]
    assert len(secrets) >= 5
    for where, kept in every_byte(planted.app):
        assert not any(secret.encode() in kept for secret in secrets), where
