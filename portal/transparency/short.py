"""The same in one minute: six pictures, six sentences, for whoever does not want to read."""

from dataclasses import dataclass

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture and its sentence."""

    picture: str
    words: Words


IN_ONE_MINUTE = (
    Sight("speak", say("You say what you want. You can skip everything.")),
    Sight("appointment", say("Your counsellor reads it before the interview.")),
    Sight("who-reads", say("You see who read it, and when.")),
    Sight("no-mark", say("Nobody gives you a mark. No machine decides.")),
    Sight("not-watched", say("It is never used to watch you or to punish you.")),
    Sight("gone", say("After some time, it is gone for ever.")),
)
