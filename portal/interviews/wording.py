"""The words and pictures of an interview, as its person reads them."""

from types import MappingProxyType

from portal.core.interviews import Status, Way
from portal.core.words import say

WAYS = MappingProxyType(
    {
        Way.ON_SITE: say("You meet face to face."),
        Way.PHONE: say("By telephone."),
        Way.VIDEO: say("By video on a screen."),
    }
)
WAY_PICTURES = MappingProxyType({Way.ON_SITE: "talk", Way.PHONE: "call", Way.VIDEO: "video"})
BECAME = MappingProxyType(
    {
        Status.PLANNED: say("The day has gone by."),
        Status.CANCELLED: say("It is cancelled."),
        Status.HELD: say("It took place."),
        Status.NOT_HELD: say("It did not take place."),
    }
)
BECAME_PICTURES = MappingProxyType(
    {
        Status.PLANNED: "last-time",
        Status.CANCELLED: "cancelled",
        Status.HELD: "yes",
        Status.NOT_HELD: "not-held",
    }
)
