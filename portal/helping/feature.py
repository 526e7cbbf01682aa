"""Helping: what a person agrees to, what a helper does beside them, and how it ends."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

helping = Feature(
    "helping",
    __name__,
    Door(
        words=say("A helper sits with me"),
        hint=say("Someone of the agency helps you write."),
        picture="with-someone",
        endpoint="helping.agree",
        permission=Permission.BEGIN_VISIT,
        order=4,
    ),
    Door(
        words=say("My visits"),
        hint=say("Who was with me, what we wrote, and how to stop."),
        picture="last-time",
        endpoint="helping.mine",
        permission=Permission.BEGIN_VISIT,
        order=5,
    ),
    views=(
        "agreeing",
        "during",
        "ending",
        "learning",
        "amiss",
        "waiting",
        "joining",
        "first_time",
        "at_the_desk",
        "mine",
        "slips",
        "opening",
    ),
)
