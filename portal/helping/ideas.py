"""What a person reads before a helper sits beside them: one idea a page, then one question back."""

from dataclasses import dataclass

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """One page of it: a title, two short sentences at most, a picture."""

    title: Words
    words: tuple[Words, ...]
    picture: str


IDEAS = (
    Idea(
        title=say("A helper writes with you"),
        words=(
            say("The helper is a volunteer of the agency."),
            say("They are not your counsellor. They decide nothing."),
        ),
        picture="with-someone",
    ),
    Idea(
        title=say("What the helper sees"),
        words=(
            say("The questions, your answers, this week. Also what you told before."),
            say("Your page is in your language and in theirs."),
        ),
        picture="see",
    ),
    Idea(
        title=say("What the helper never sees"),
        words=(
            say("What is difficult, your address, your phone, your earlier weeks."),
            say("Who read your dossier. And your two pictures: they are yours alone."),
        ),
        picture="padlock",
    ),
    Idea(
        title=say("It lasts 45 minutes at most"),
        words=(say("Only you can send. The helper cannot."), say("You can stop at any time: tap Stop.")),
        picture="refuse",
    ),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to the question back."""

    key: str
    words: Words
    picture: str


ASKED = say("You want the helper to stop. What do you do?")
RIGHT = "stop"
CHOICES = (
    Choice("wait", say("I wait until the helper has finished"), "wait"),
    Choice(RIGHT, say("I tap Stop"), "refuse"),
    Choice("cannot", say("I cannot do anything"), "unsure"),
)
LOOK_AGAIN = say("You can stop when you want. Stop is always on the page.")
