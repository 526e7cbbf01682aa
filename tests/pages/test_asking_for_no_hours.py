"""Who has a right to a plan without hours asks for it in two taps, in words that are there already."""

from tests.visitor import Visitor

ASKED = "I ask for a plan without hours, or with fewer."


def test_the_words_to_ask_for_a_plan_without_hours_are_there_and_can_be_changed(visitor: Visitor) -> None:
    visitor.opens("/weeks").follows("I want to ask for that")
    assert ASKED in visitor.page.words
    visitor.sends({"words": f"{ASKED} My back hurts."}).presses("Send")
    assert "My back hurts." in visitor.page.words
    assert "The hours in my plan" in visitor.page.words
