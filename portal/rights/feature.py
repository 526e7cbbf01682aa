"""My data: everything a person can do with what is kept of them."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

rights = Feature(
    "rights",
    __name__,
    Door(
        words=say("My data"),
        hint=say("See it all. Take it away. Erase it."),
        picture="my-data",
        endpoint="rights.mine",
        permission=Permission.USE_RIGHTS,
        order=8,
    ),
    views=("pages", "seeing", "taking", "asking", "changing", "erasing", "inbox", "news", "stopped"),
)
