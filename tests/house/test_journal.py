"""No reading without a trace: the entry is there before anything is opened, and nobody can take it away."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from portal.core.uses import Purpose
from portal.storage.answers.kept import Kept
from portal.storage.trace import journal
from portal.storage.trace.journal import Deed, entries
from portal.web.parts import parts_of
from tests.people import APerson, signed_in, somebody, vault_of


def deeds(app: Flask, person: APerson) -> list[Deed]:
    with parts_of(app).database.transaction(writes=False) as connection:
        return [entry.deed for entry in entries(connection, person.key)]


def told(app: Flask) -> APerson:
    """Return somebody who told and sent one thing, as on the pages."""
    person = somebody(app)
    visitor = signed_in(app, person).opens("/dossier/about-name")
    visitor.sends({"answer": "Ali"}, do="answer")
    visitor.opens("/dossier/check").presses("Send to my counsellor")
    return person


def test_each_opening_of_a_brief_is_in_the_person_s_journal(app: Flask) -> None:
    person = told(app)
    counsellor = signed_in(app, person.counsellor)
    before = deeds(app, person)
    assert Deed.READ not in before
    counsellor.opens("/people")
    assert deeds(app, person)[len(before):] == [Deed.SAW_IN_LIST]  # fmt: skip
    for times, address in enumerate((f"/people/{person.id}", f"/people/{person.id}/brief.pdf", f"/people/{person.id}")):
        assert counsellor.client.get(address).status_code == 200
        assert deeds(app, person).count(Deed.READ) == times + 1, f"{address} was read without a trace"


def test_a_name_in_a_list_is_told_once_a_day(app: Flask) -> None:
    person = told(app)
    counsellor = signed_in(app, person.counsellor)
    for _ in range(3):
        counsellor.opens("/people")
    assert deeds(app, person).count(Deed.SAW_IN_LIST) == 1


def test_a_refused_reading_opens_nothing_and_leaves_a_line(app: Flask) -> None:
    person, other = told(app), somebody(app)
    before = deeds(app, person)
    page = signed_in(app, other.counsellor).opens(f"/people/{person.id}", status=403).page
    assert "Ali" not in page.text
    assert deeds(app, person) == [*before, Deed.WAS_REFUSED]


def test_each_writing_and_sending_is_in_the_journal(app: Flask) -> None:
    assert deeds(app, told(app)) == [Deed.WROTE, Deed.SENT]


def test_the_person_reads_in_plain_words_who_read(app: Flask) -> None:
    person = told(app)
    signed_in(app, person.counsellor).opens(f"/people/{person.id}")
    visitor = signed_in(app, person).opens("/who-read")
    assert visitor.page.says("Your counsellor read your answers, before the interview.")
    assert visitor.page.says("What should we call you?") or visitor.page.says("Your name?")
    assert "Ali" not in visitor.page.text, "the journal names questions, never values"


def test_nothing_is_opened_before_the_entry_is_written(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    person, order = told(app), list[str]()
    monkeypatch.setattr(Kept, "said", _first_noting(Kept.said, order, "opened"))
    monkeypatch.setattr(journal, "add", _first_noting(journal.add, order, "noted"))
    with parts_of(app).database.transaction(writes=True) as connection:
        vault_of(connection, app, person.counsellor.actor).read(person.id, ["about-name"], Purpose.CONTACT)
    assert order == ["noted", "opened"]


def test_when_the_entry_cannot_be_written_nothing_is_read(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    person = told(app)
    counsellor = signed_in(app, person.counsellor)

    def fails(*_anything: object) -> None:
        raise OSError

    monkeypatch.setattr(journal, "add", fails)
    page = counsellor.opens(f"/people/{person.id}", status=500).page
    assert "Ali" not in page.text


def test_a_page_that_was_not_shown_leaves_no_entry(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    person = told(app)
    counsellor = signed_in(app, person.counsellor)
    monkeypatch.setattr("portal.caseload.brief_pages.render_template", lambda *_args, **_values: 1 / 0)
    before = deeds(app, person)
    counsellor.opens(f"/people/{person.id}", status=500)
    assert deeds(app, person) == before


def _first_noting(done: Callable[..., Any], order: list[str], what: str) -> Callable[..., Any]:
    def noting(*arguments: Any) -> Any:
        order.append(what)
        return done(*arguments)

    return noting
