"""The week: what a person did, said in pictures, and their own record of it."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

activities = Feature(
    "activities",
    __name__,
    Door(
        words=say("This week"),
        hint=say("Say what you did, in a minute."),
        picture="week",
        endpoint="activities.this_week",
        permission=Permission.TELL_WEEK,
        order=1,
    ),
    Door(
        words=say("My weeks"),
        hint=say("All you told, to keep and to print."),
        picture="my-record",
        endpoint="activities.record",
        permission=Permission.KEEP_RECORD,
        order=4,
    ),
    views=("pages", "doing", "record", "taking"),
)
