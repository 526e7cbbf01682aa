"""When staff ask for somebody out of reach, or who stopped the reading: nothing is opened, and the person sees it."""

from contextlib import suppress
from datetime import timedelta

from flask import current_app

from portal.core.actors import Counsellor, Manager
from portal.core.uses import OutOfReach, Purpose, Refused
from portal.storage.answers.limits import Limited
from portal.storage.answers.vault import Vault
from portal.storage.trace.entries import did_lately
from portal.storage.trace.journal import Deed
from portal.web.current import work
from portal.web.parts import parts_of

AGAIN = timedelta(hours=1)
"""However often one account tries, the journal of a person says so once in this time."""
_ABOUT_SOMEBODY = (OutOfReach, Limited)
"""Tries to come to a person. What no promise covers is refused before it is about anybody."""


def note_refusal(refused: Refused) -> None:
    """Note it in the person's journal: what was asked for was not kept, so this has a transaction of its own."""
    current, parts = work(), parts_of(current_app)
    if isinstance(current.actor, Counsellor | Manager) and isinstance(refused, _ABOUT_SOMEBODY):
        with parts.database.transaction(writes=True) as connection:
            _note(Vault(connection, parts.ring, parts.promises, current.actor, current.now), refused)


def note_refusal_here(refused: Refused) -> None:
    """Note it with what the page keeps: for one that refuses, and shows what was typed in a way of its own."""
    _note(work().vault, refused)


def _note(vault: Vault, refused: Refused) -> None:
    if not isinstance(refused, _ABOUT_SOMEBODY):
        return
    deed = Deed.WAS_STOPPED if isinstance(refused, Limited) else Deed.WAS_REFUSED
    with suppress(Refused):
        vault.key_of(refused.person_id)
        if not did_lately(vault.pen, refused.person_id, deed, vault.pen.at - AGAIN):
            vault.note(refused.person_id, deed, Purpose.TRACE_READINGS)
