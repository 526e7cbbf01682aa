"""Accounts of helpers: a manager asks for one, somebody else says yes, and a manager ends it at once.

A name, and a secret for the first time, exist only from the yes on and are shown once, to whoever said it: one stolen
account makes no helper. With the secret the helper chooses a password that nobody else sees; it opens nothing else. A
helper also needs a kiosk of the agency, and a person who wants them: nobody opens a visit for whom they vouched for.
"""

import secrets
import unicodedata

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.agency.feature import agency as feature
from portal.agency.pages import agency_page, named
from portal.core.actors import Counsellor, Manager
from portal.core.permissions import Permission, Role
from portal.signin.accounts import HASHER
from portal.signin.code import in_groups, new_secret
from portal.storage.helping import volunteers
from portal.storage.helping.volunteers import Account, Yes
from portal.storage.people.people import NewAccount
from portal.web.current import work
from portal.web.pages import page

LONGEST_NAME = 40
_LETTERS = 12
"""60 bits."""


@page(feature, "/agency/helpers", Permission.RUN_AGENCY, method="POST")
def add_helper(manager: Manager) -> ResponseReturnValue:
    """Ask for an account: it waits for the yes of somebody else."""
    name = " ".join(request.form.get("first-name", "").split())
    if not 0 < len(name) <= LONGEST_NAME:
        return agency_page(manager, wrong="add-helper")
    new = NewAccount(
        agency_id=manager.agency_id,
        role=Role.HELPER,
        name=name,
        login=secrets.token_hex(),
        password=HASHER.hash(secrets.token_hex()),
        second_factor="",
    )
    volunteers.add(work().connection, work().ring, new, manager.id, work().now)
    return redirect(url_for("agency.agency", _anchor="helpers"), 303)


@page(feature, "/agency/helpers/end", Permission.RUN_AGENCY, method="POST")
def end_helper(manager: Manager) -> ResponseReturnValue:
    """End an account at once, with the visit its helper is in."""
    helper_id = named(request.form.get("do", ""))
    if helper_id is not None:
        current = work()
        volunteers.end(current.connection, current.ring, manager.agency_id, helper_id, current.now)
    return redirect(url_for("agency.agency", _anchor="helpers"), 303)


@page(feature, "/agency/new-helpers", Permission.CONFIRM_HELPER)
def new_helpers(member: Counsellor | Manager) -> ResponseReturnValue:
    """Show the helpers that somebody else asked an account for."""
    return render_template("agency/new_helpers.html", waiting=_waiting(member))


@page(feature, "/agency/new-helpers", Permission.CONFIRM_HELPER, method="POST")
def confirm_helper(member: Counsellor | Manager) -> ResponseReturnValue:
    """Say yes, and show once what the new helper signs in with."""
    current, helper_id = work(), named(request.form.get("do", ""))
    helper = next((one for one in _waiting(member) if one.id == helper_id), None)
    if helper is None:
        return redirect(url_for("agency.new_helpers"), 303)
    login, password = _new_login(helper.name), _new_password()
    yes = Yes(by=member.id, login=login, password=HASHER.hash(password))
    if not volunteers.confirm(current.connection, current.ring, helper.id, yes, current.now):
        abort(409)
    return render_template("agency/new_helper.html", name=helper.name, login=login, password=password)


def _waiting(member: Counsellor | Manager) -> list[Account]:
    """Return the accounts that wait for a yes of ``member``."""
    accounts = volunteers.accounts_of(work().connection, work().ring, member.agency_id)
    return [one for one in accounts if one.waits and one.ended_at is None and one.added_by != member.id]


def _new_login(name: str) -> str:
    """Return a name to sign in with that nobody has: the first name in plain letters, and six digits."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if "a" <= letter <= "z")
    return f"{plain[:12] or 'aide'}-{secrets.randbelow(10**6):06}"


def _new_password() -> str:
    return in_groups(new_secret()[:_LETTERS]).replace(" ", "-").lower()
