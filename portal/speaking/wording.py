"""How long a voice message is, in words: the same wherever it is shown, sent or printed."""

from portal.core.words import say
from portal.web.language import Language

_A_VOICE_MESSAGE = say("A voice message of %(length)s")
_MINUTES_AND_SECONDS = say("%(minutes)s and %(seconds)s")
_MINUTE = 60
"""In seconds."""


def aloud_in_words(seconds: int, language: Language) -> str:
    """Return what stands for a message of so many seconds."""
    return language.say(_A_VOICE_MESSAGE, length=_length(seconds, language))


def _length(seconds: int, language: Language) -> str:
    minutes, left = divmod(seconds, _MINUTE)
    if not minutes:
        return language.seconds(left)
    if not left:
        return language.minutes(minutes)
    return language.say(_MINUTES_AND_SECONDS, minutes=language.minutes(minutes), seconds=language.seconds(left))
