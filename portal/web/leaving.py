"""Forms left behind: what stood in them is kept for their person, and counts for nothing before they look at it."""

from flask import request

from portal.core.actors import Helper, Teller
from portal.core.permissions import may
from portal.storage.answers.left import Left, keep_left
from portal.storage.helping import visits
from portal.web.current import vault_for, work
from portal.web.forgery import LEFT, LEFT_IN
from portal.web.published import page_at

_NOT_TYPED = frozenset({"csrf_token", "do", LEFT, LEFT_IN})


def leave(teller: Teller) -> bool:
    """Keep the form that was sent, if it is of a page where ``teller`` writes; return whether it is kept.

    What a helper typed is kept apart from the person's own, one form a visit, with who typed it.
    """
    address = request.form.get(LEFT, request.path)
    if not _is_written_by(teller, address):
        return False
    current, key = work(), vault_for(teller).key_of(teller.person_id)
    typed = {name: values for name, values in request.form.lists() if name not in _NOT_TYPED}
    left = Left(address=address, typed=typed)
    if isinstance(teller, Helper) and teller.visit is not None:
        name = visits.beside_in(current.connection, key, teller.visit).first_name
        left = Left(address=address, typed=typed, visit=teller.visit.id.hex, helper=name)
    keep_left(current.connection, key, left, current.now)
    return True


def _is_written_by(teller: Teller, address: str) -> bool:
    """Tell whether the form of an address is one that ``teller`` may send, and that is kept when it comes too late."""
    found = page_at(address)
    if found is None:
        return False
    declared, named = found
    if isinstance(teller, Helper):
        return declared.beside is not None and declared.beside(**named)
    is_theirs = may(teller.role, declared.permission) and declared.lets_in(teller, named)
    return declared.rescue is not None and is_theirs
