"""Before an interview a counsellor sees whether there is a brief to read: only a dossier that was sent makes one."""

from datetime import UTC, datetime

import pytest

from portal.caseload.meetings import coming
from portal.core.receipts import Sending, Statement
from portal.storage.database import Database
from portal.storage.receipts import add_receipt
from portal.storage.seal import KeyRing
from tests.people import a_person


@pytest.mark.parametrize("about", list(Sending))
def test_a_week_or_arguments_alone_make_no_brief(database: Database, ring: KeyRing, about: Sending) -> None:
    now = datetime.now(UTC)
    statement = Statement(about=about, agency="Agence du Port", at=now, language="fr", parts=())
    with database.transaction(writes=True) as connection:
        person = a_person(connection, ring)
        add_receipt(connection, ring, person.key, statement)
        [meeting] = coming(connection, person.counsellor.actor, now)
    assert meeting.has_sent == (about is Sending.DOSSIER)
