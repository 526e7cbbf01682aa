"""The dossier: a person tells their story before an interview."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

dossier = Feature(
    "dossier",
    __name__,
    Door(
        words=say("My dossier"),
        hint=say("Tell your story before the interview."),
        picture="dossier",
        endpoint="dossier.sections",
        permission=Permission.FILL_DOSSIER,
        order=2,
    ),
    views=("pages", "items", "sending", "again", "aloud"),
)
