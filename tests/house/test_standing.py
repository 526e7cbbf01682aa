"""Tests share what is costly to open, and nothing else: each finds the portal as after a start."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.storage.engine.database import Database
from portal.web.parts import parts_of
from portal.web.templating import kept_pages
from tests.conftest import BOTH
from tests.pages.samples import A_TEXT
from tests.people import a_person, count_of, signed_in, somebody


@pytest.mark.parametrize("app", BOTH, indirect=True)
@pytest.mark.parametrize("time", ["before", "after"])
def test_nothing_of_one_test_is_there_in_the_next(app: Flask, time: str) -> None:
    parts = parts_of(app)
    assert time not in app.extensions
    assert parts.settings.mail is None
    assert parts.settings.most_people > 1
    assert count_of(parts.database, "people") == 0
    assert list(kept_pages(app)) == []
    signed_in(app, somebody(app)).opens(f"/dossier/{A_TEXT}")
    assert list(kept_pages(app)) != []
    with parts.database.transaction(writes=True) as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (told integer)")
    app.extensions["portal"] = replace(parts, settings=replace(parts.settings, most_people=1))
    app.extensions |= {"before": True, "after": True}


@pytest.mark.parametrize("time", ["before", "after"])
def test_no_row_of_one_test_is_there_in_the_next(database: Database, app: Flask, time: str) -> None:
    assert time
    assert count_of(database, "people") == 0
    with database.transaction(writes=True) as connection:
        a_person(connection, parts_of(app).ring)
        connection.exec_driver_sql("CREATE TABLE left_behind (told integer)")
    assert count_of(parts_of(app).database, "people") == 0


def test_no_test_can_add_a_page_to_the_portal_of_the_others(app: Flask) -> None:
    with pytest.raises(AssertionError, match="can no longer be called"):
        app.add_url_rule("/score", "score", lambda: "12 of 20")
