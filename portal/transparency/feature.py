"""Transparency: what becomes of what a person says, and who read it."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

transparency = Feature(
    "transparency",
    __name__,
    Door(
        words=say("Who read my dossier?"),
        hint=say("Each reading, with its day."),
        picture="who-reads",
        endpoint="transparency.who_read",
        permission=Permission.SEE_JOURNAL,
        order=5,
    ),
    Door(
        words=say("What becomes of what I say"),
        hint=say("Why, who reads it, how long."),
        picture="what-becomes",
        endpoint="transparency.what_becomes",
        permission=Permission.VISIT,
        order=6,
    ),
    views=("pages", "chain", "news", "becoming", "in_full"),
)
