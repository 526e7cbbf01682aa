"""When staff ask for somebody whom they do not reach: nothing is opened, and the person sees that they wanted to."""

from contextlib import suppress
from datetime import timedelta

from flask import current_app

from portal.core.actors import Counsellor, Manager
from portal.core.uses import OutOfReach, Purpose, Refused
from portal.storage.journal import Deed
from portal.storage.journal_pages import did_lately
from portal.storage.vault import Vault
from portal.web.current import work
from portal.web.parts import parts_of

AGAIN = timedelta(hours=1)
"""However often one account tries, the journal of a person says so once in this time."""


def note_refusal(error: OutOfReach) -> None:
    """Note it in the person's journal: what was asked for was not kept, so this has a transaction of its own."""
    current, parts = work(), parts_of(current_app)
    if not isinstance(current.actor, Counsellor | Manager):
        return
    with suppress(Refused), parts.database.transaction(writes=True) as connection:
        vault = Vault(connection, parts.ring, parts.promises, current.actor, current.now)
        vault.key_of(error.person_id)
        if not did_lately(vault.pen, error.person_id, Deed.WAS_REFUSED, current.now - AGAIN):
            vault.note(error.person_id, Deed.WAS_REFUSED, Purpose.TRACE_READINGS)
