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
    views=("agreeing", "during", "ending"),
)
