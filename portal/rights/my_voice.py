"""What I said aloud: every voice message, to hear again and to take away."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from flask import url_for

from portal.core.voice_messages import SoundType
from portal.core.words import say
from portal.dossier.questions import QUESTIONS
from portal.replies.aloud import ARGUMENTS
from portal.rights.told import Mine, Sound, Thing, iso
from portal.speaking.showing import can_be_heard
from portal.speaking.wording import aloud_in_words
from portal.storage.dialogue.voice_messages import Message, all_messages, content_of

ENDINGS: Mapping[SoundType, str] = MappingProxyType(
    {
        SoundType.MP4: "m4a",
        SoundType.WEBM: "webm",
        SoundType.OGG: "ogg",
        SoundType.MP3: "mp3",
        SoundType.WAV: "wav",
    }
)
MY_ARGUMENTS = say("My arguments")


def voices_told(me: Mine) -> Iterator[Thing]:
    """Go through every message, the oldest first."""
    for number, one in enumerate(all_messages(me.connection, me.key), start=1):
        question = QUESTIONS.get(one.place)
        yield Thing(
            title=aloud_in_words(one.seconds, me.language),
            lines=(me.language.say(question.short if question else MY_ARGUMENTS), me.when(one.at)),
            sound=_sound(one) if can_be_heard() else None,
            fields={
                "file": _file(number, one),
                "type": one.type.value,
                "seconds": one.seconds,
                "place": one.place,
                "language": one.language,
                "at": iso(one.at),
            },
        )


def _sound(one: Message) -> Sound:
    place = one.place if one.place in QUESTIONS else ARGUMENTS
    return Sound(id=one.id, address=url_for("speaking.hear", message_id=one.id), place=place)


def sounds(me: Mine) -> Iterator[tuple[str, bytes]]:
    """Go through the sounds themselves, one at a time."""
    for number, one in enumerate(all_messages(me.connection, me.key), start=1):
        yield _file(number, one), content_of(me.connection, me.key, one, 0, one.size)


def _file(number: int, one: Message) -> str:
    return f"voice-messages/{number}.{ENDINGS[one.type]}"
