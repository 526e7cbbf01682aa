"""What a helper learns before the first visit: ten rules, and four scenes with somebody who is invented.

The rules are those of a helper who does with the person and never instead of them (source: the CNIL's kit for helpers,
the mandate of Aidants Connect).
"""

from dataclasses import dataclass

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One do or don't, with its reason in one sentence."""

    title: Words
    words: Words
    picture: str


RULES = (
    Rule(
        title=say("The person decides"),
        words=say("You show the way. The person says yes or no."),
        picture="helping-hands",
    ),
    Rule(
        title=say("Write the person’s own words"),
        words=say("Do not guess. Do not make it nicer. Read it aloud."),
        picture="message",
    ),
    Rule(
        title=say("Never ask for a password, a code or the pictures"),
        words=say("When the person taps them, look somewhere else."),
        picture="padlock",
    ),
    Rule(
        title=say("Never sign in for the person"),
        words=say("The card stays in the person’s hand. They take it home."),
        picture="card",
    ),
    Rule(
        title=say("Only the person sends"),
        words=say("No hurry. They can also send tomorrow, on their phone."),
        picture="send",
    ),
    Rule(
        title=say("Turn away for what is difficult"),
        words=say("That part is for the person alone. You do not ask."),
        picture="look-away",
    ),
    Rule(
        title=say("Keep no notes and no photos"),
        words=say("Nothing goes with you: no paper, no picture, no copy."),
        picture="photo",
    ),
    Rule(
        title=say("Say nothing about the answers"),
        words=say("Neither good nor bad. And nothing to others afterwards."),
        picture="hush",
    ),
    Rule(
        title=say("Give no advice on rights"),
        words=say("You do not know, and that is fine. Call a staff member."),
        picture="question",
    ),
    Rule(
        title=say("When the person leaves, you stop"),
        words=say("Tap Stop. And you never help somebody you know."),
        picture="sign-out",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """One thing to do in a scene, and what it would mean for the person."""

    words: Words
    after: Words
    picture: str
    fits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A moment of a visit, with somebody who is invented."""

    title: Words
    words: Words
    picture: str
    reactions: tuple[Reaction, ...]


SCENES = (
    Scene(
        title=say("The person gives you the phone"),
        words=say("They say: you do it."),
        picture="phone",
        reactions=(
            Reaction(
                words=say("I take the phone and do it quickly"),
                after=say("It is quick. But then the words are yours, not theirs."),
                picture="right-away",
            ),
            Reaction(
                words=say("I leave it in their hand and show where to tap"),
                after=say("Yes. They learn it, and it stays theirs. Take your time."),
                picture="helping-hands",
                fits=True,
            ),
        ),
    ),
    Scene(
        title=say("You know the person"),
        words=say("She lives next to you. She smiles at you."),
        picture="house",
        reactions=(
            Reaction(
                words=say("I help her: she trusts me"),
                after=say("That is kind. But she may hide things from a neighbour."),
                picture="with-someone",
            ),
            Reaction(
                words=say("I tell her, and I change places with another helper"),
                after=say("Yes. Then she can say everything. Nobody is hurt by it."),
                picture="change",
                fits=True,
            ),
        ),
    ),
    Scene(
        title=say("The person does not know what to say"),
        words=say("The question is: what work would you like? They are silent."),
        picture="wish",
        reactions=(
            Reaction(
                words=say("I wait, and say: you can skip it"),
                after=say("Yes. Silence is fine. To skip is a good answer too."),
                picture="skip",
                fits=True,
            ),
            Reaction(
                words=say("I choose something for them"),
                after=say("You mean well. But the counsellor would read your idea."),
                picture="write",
            ),
        ),
    ),
    Scene(
        title=say("The person begins to speak of an illness"),
        words=say("Nobody asked. They want to tell you."),
        picture="care",
        reactions=(
            Reaction(
                words=say("I listen and write it down"),
                after=say("You listen well. But this part is not for you to write."),
                picture="write",
            ),
            Reaction(
                words=say("I say: this part is for you alone"),
                after=say("Yes. They write it alone here, or say it at the interview."),
                picture="padlock",
                fits=True,
            ),
        ),
    ),
)
"""Questions of their own: no question of the portal is shown, so nothing here can be taken for a dossier."""
