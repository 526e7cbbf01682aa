"""Keeps what was said at a place, as part of what is told there."""

from portal.core.actors import Person
from portal.core.voice_messages import Recording
from portal.speaking.feature import Place
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.voice_messages import Spoken, keep_message
from portal.web import language


def keep_at(place: Place, person: Person, vault: Vault, recording: Recording, form: str | None) -> None:
    """Keep a recording, and what is told at its place anew. ``form``: the number of a form that did not come before."""
    kept_as = place.kept_as(person)
    spoken = Spoken(recording=recording, place=kept_as, language=language.current().tag, form=form)
    keep_message(vault, person.id, spoken)
    place.keep(person, vault)
