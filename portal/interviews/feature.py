"""My interview: when, where and with whom; to take along; and “I cannot come, call me”."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

interviews = Feature(
    "interviews",
    __name__,
    Door(
        words=say("My interview"),
        hint=say("See when, and say if you cannot come."),
        picture="appointment",
        endpoint="interviews.mine",
        permission=Permission.SEE_INTERVIEWS,
        order=4,
    ),
    views=("pages", "told"),
)
