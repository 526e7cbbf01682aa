"""My arguments: in the person's own words, about a week, about a letter or about nothing, sent to their counsellor."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

replies = Feature(
    "replies",
    __name__,
    Door(
        words=say("Give my arguments"),
        hint=say("Say it to your counsellor in your own words."),
        picture="arguments",
        endpoint="replies.mine",
        permission=Permission.GIVE_ARGUMENTS,
        order=3,
    ),
    views=("pages", "writing", "sending", "aloud"),
)
