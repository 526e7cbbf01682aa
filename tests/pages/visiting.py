"""A helper at a kiosk and a person on their phone: how each way to begin a visit is gone through."""

import re
from dataclasses import dataclass

from flask import Flask

from portal.core.answers import Items
from portal.dossier.questions import QUESTIONS
from portal.web.parts import parts_of
from tests.pages.samples import PAST_JOBS
from tests.people import PASSWORD, AKiosk, APerson, a_helper, a_kiosk, signed_in
from tests.visitor import Visitor, words_of

_JOBS = QUESTIONS[PAST_JOBS].answer
A_PART = _JOBS.parts[0].key if isinstance(_JOBS, Items) else ""
"""The first small page of a repeated question."""
AGREES = "/with-a-helper/5"
"""Where the question back is asked, after the four ideas."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """The agency of a person: a kiosk, and what a helper signs in with."""

    app: Flask
    kiosk: AKiosk
    login: str

    def screen(self, language: str = "en") -> Visitor:
        """Return the browser of the kiosk, nobody there."""
        visitor = Visitor(self.app, language)
        visitor.client.set_cookie("kiosk", self.kiosk.token)
        return visitor

    def comes(self, code: str, screen: Visitor | None = None, status: int = 200, login: str = "") -> Visitor:
        """Let the helper type who they are, and a code."""
        told = {"login": login or self.login, "password": PASSWORD, "code": code}
        return (screen or self.screen()).opens("/helping").sends(told, status=status)

    def beside(self, person: APerson, login: str = "", language: str = "en") -> Visitor:
        """Return the screen of a visit that began with the card."""
        screen = signed_in(self.app, person, language, self.kiosk).opens(AGREES).sends(do="stop")
        return screen.sends({"login": login or self.login, "password": PASSWORD})


def at_the_agency_of(app: Flask, person: APerson, helper: str = "Lina", kiosk: str = "Accueil") -> Here:
    parts = parts_of(app)
    with parts.database.transaction(writes=True) as connection:
        login = a_helper(connection, parts.ring, person.actor.agency_id, helper)
        screen = a_kiosk(connection, parts.ring, person.actor.agency_id, kiosk)
    return Here(app=app, kiosk=screen, login=login)


def agrees_on_phone(app: Flask, person: APerson, language: str = "en") -> tuple[Visitor, str]:
    """Return the person's phone after they said yes, and the code on it."""
    phone = signed_in(app, person, language).opens(AGREES).sends(do="stop")
    return phone, code_on(phone)


def code_on(visitor: Visitor) -> str:
    return next(words_of(one) for one in visitor.page.all("p") if one.get("class") == "code")


def alone(screen: Visitor) -> Visitor:
    """Turn the screen: the person is alone at it for a moment."""
    return screen.opens("/visit/alone").sends({"picture": "cat"}).sends({"picture": "rose"})


def shows(visitor: Visitor, address: str) -> bool:
    return visitor.client.get(address).status_code == 200


def token(visitor: Visitor) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', visitor.client.get("/language").get_data(as_text=True))
    assert found
    return found[1]
