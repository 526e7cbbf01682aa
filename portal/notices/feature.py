"""Notices: the weekly reminder that somebody asks for, changes and stops."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

notices = Feature(
    "notices",
    __name__,
    Door(
        words=say("A small reminder"),
        hint=say("Once a week, only if you want it."),
        picture="reminder",
        endpoint="notices.reminder",
        permission=Permission.SET_REMINDER,
        order=7,
    ),
    views=("pages",),
)
