"""What is told about every search alike."""

from portal.core.words import say

HUMAN = say("You choose. Nothing is chosen for you.")
KEPT_NOTHING = say("Nothing of the search is kept. Only your choice is.")
APPEAL_OF_WHAT_IS_SHOWN = say("You write your own words instead.")
APPEAL_OF_THE_WHOLE = say("You can ask a person at your agency.")
WRITTEN_BY_US = say("A person wrote these rules. They learn nothing from you.")
