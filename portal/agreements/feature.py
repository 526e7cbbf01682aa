"""What we agreed: who does what until when, for the person in their language, with a way to say “I do not agree”."""

from portal.core.permissions import Permission
from portal.core.words import say
from portal.web.doors import Door
from portal.web.pages import Feature

agreements = Feature(
    "agreements",
    __name__,
    Door(
        words=say("What we agreed"),
        hint=say("Who does what, after the interview."),
        picture="agreed",
        endpoint="agreements.newest",
        permission=Permission.SEE_AGREEMENTS,
        order=4,
    ),
    views=("pages", "saying", "taking"),
)
