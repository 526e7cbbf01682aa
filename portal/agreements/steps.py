"""The steps of an interview: what is talked about, in order; notes stand beside one of them."""

from portal.core.words import Words, say

STEPS: tuple[Words, ...] = (
    say("The situation"),
    say("What was tried"),
    say("The wishes"),
    say("The goals"),
    say("What we agree"),
)
"""Counted from 1."""
AGREEING = 5
"""The step that ends in what is sent."""


def step_named(number: int) -> Words | None:
    """Return what a step is called, if there is one with this number."""
    return STEPS[number - 1] if 1 <= number <= len(STEPS) else None
