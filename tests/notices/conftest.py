"""Somebody who asked for a reminder, and runs over a database and a key ring of their own."""

import pytest

from portal.settings import ROOT
from portal.storage.engine.database import Database
from portal.storage.engine.seal import KeyRing
from portal.web.language import Languages, load_languages
from tests.notices.runs import SUNDAY, Runs
from tests.people import ACounsellor, APerson, a_counsellor, a_person, asks_for_reminder


@pytest.fixture(scope="session")
def languages() -> Languages:
    return load_languages(ROOT / "translations")


@pytest.fixture
def post(database: Database, ring: KeyRing, languages: Languages) -> Runs:
    return Runs(database, ring, languages)


@pytest.fixture
def counsellor(database: Database, ring: KeyRing) -> ACounsellor:
    with database.transaction(writes=True) as connection:
        return a_counsellor(connection, ring)


@pytest.fixture
def person(database: Database, ring: KeyRing, counsellor: ACounsellor) -> APerson:
    """Somebody who asked on a Sunday for a reminder on Mondays at nine."""
    with database.transaction(writes=True) as connection:
        added = a_person(connection, ring, counsellor)
        asks_for_reminder(connection, added, SUNDAY)
    return added
