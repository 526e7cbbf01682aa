"""Puts the parts together: the only file that knows every feature."""

import logging

from flask import Flask
from flask_login import LoginManager
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.activities.feature import activities
from portal.activities.promises import PROMISES as WEEK_PROMISES
from portal.agency.feature import agency
from portal.agreements.feature import agreements
from portal.agreements.promises import PROMISES as AGREEMENT_PROMISES
from portal.caseload.feature import caseload
from portal.clarifications.feature import clarifications
from portal.clarifications.promises import PROMISES as CLARIFICATION_PROMISES
from portal.dossier.feature import dossier
from portal.dossier.questions import PROMISES as DOSSIER_PROMISES
from portal.helping.feature import helping
from portal.helping.outside import ask_for_visit
from portal.interviews.feature import interviews
from portal.interviews.promises import PROMISES as INTERVIEW_PROMISES
from portal.notices.feature import notices
from portal.receipts.feature import receipts
from portal.replies.feature import replies
from portal.replies.promises import PROMISES as REPLY_PROMISES
from portal.rights.feature import rights
from portal.rights.promises import PROMISES as REQUEST_PROMISES
from portal.settings import Settings
from portal.signin.pages import ask_again, ask_to_sign_in, signin
from portal.speaking.feature import speaking
from portal.speaking.promises import PROMISES as VOICE_PROMISES
from portal.storage.engine.database import Database
from portal.storage.engine.seal import read_ring
from portal.transparency.feature import transparency
from portal.transparency.register import read_register
from portal.voices.feature import voices
from portal.web import both, errors, forgery, hearing, kiosk, security, stopping, templating
from portal.web.language import load_languages
from portal.web.pages import signed_in
from portal.web.parts import Parts
from portal.web.serving import Portal
from portal.web.session_cookie import TokenSessions
from portal.web.site import web
from portal.web.sounds import load_sounds
from portal.web.static import load_built

PROMISES = {
    **DOSSIER_PROMISES,
    **WEEK_PROMISES,
    **REPLY_PROMISES,
    **AGREEMENT_PROMISES,
    **INTERVIEW_PROMISES,
    **CLARIFICATION_PROMISES,
    **REQUEST_PROMISES,
    **VOICE_PROMISES,
}
"""What is promised about everything that the vault gives out, by the name it is asked for."""
FEATURES = (
    web,
    voices,
    speaking,
    signin,
    dossier,
    activities,
    replies,
    interviews,
    agreements,
    clarifications,
    notices,
    receipts,
    helping,
    caseload,
    transparency,
    rights,
    agency,
)
_LOG = logging.getLogger("portal")


def create_app(settings: Settings) -> Flask:
    """Return the portal, ready to serve."""
    app, languages = Portal("portal"), load_languages(settings.translations)
    parts = Parts(
        settings=settings,
        database=Database(settings.database_url),
        ring=read_ring(settings.keys),
        promises=PROMISES,
        languages=languages,
        sounds=load_sounds(settings.voices, languages.offered),
        built=load_built(settings.built),
        ask_to_sign_in=ask_to_sign_in,
        ask_for_visit=ask_for_visit,
        ask_again=ask_again,
    )
    for tag, missing in parts.languages.withheld.items():
        _LOG.warning("language %s is not offered: %d sentences are not translated", tag, missing)
    app.extensions["portal"] = parts
    app.extensions["portal_register"] = read_register(PROMISES, parts.languages)
    app.secret_key = parts.ring.digest("web", b"flask")
    app.session_interface = TokenSessions()
    _know_who_is_there(app)
    for part in (templating, forgery, security, kiosk, errors, stopping, hearing, both):
        part.set_up(app)
    for feature in FEATURES:
        feature.publish(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask's documented way
    return app


def _know_who_is_there(app: Flask) -> None:
    """Let Flask-Login know who the session in the database stands for."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(lambda _request: signed_in())
