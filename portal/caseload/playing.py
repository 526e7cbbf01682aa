"""A counsellor plays a voice message that was sent to them: the person sees each time."""

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.caseload.feature import caseload
from portal.core.actors import Counsellor
from portal.core.permissions import Permission
from portal.dossier.questions import QUESTIONS
from portal.speaking.sending import begins_at_the_beginning, sound_of
from portal.storage.dialogue.voice_playing import play
from portal.web.current import work
from portal.web.pages import page


@page(caseload, "/people/<uuid:person_id>/voice-messages/<uuid:message_id>", Permission.READ_CASELOAD)
def play_message(_counsellor: Counsellor, person_id: UUID, message_id: UUID) -> ResponseReturnValue:
    """Send the sound, or the part of it that is asked for."""
    vault, starts = work().vault, begins_at_the_beginning(request)
    found = play(vault, person_id, message_id, QUESTIONS, from_its_beginning=starts)
    if found is None:
        abort(404)
    return sound_of(work().connection, vault.key_of(person_id), found)
