"""The choices that come back under several questions, so that the same answer always looks and reads the same."""

from portal.core.answers import Option
from portal.core.words import say

YES = Option("yes", say("Yes"), "yes")
NO = Option("no", say("No"), "no")
UNSURE = Option("unsure", say("I don't know"), "unsure")
OTHER = Option("other", say("Something else"), "other")
NOTHING = Option("nothing", say("Nothing"), "nothing", alone=True)
NOTHING_NOW = Option("nothing-now", say("Nothing for now"), "nothing", alone=True)
