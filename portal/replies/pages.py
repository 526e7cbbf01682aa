"""What a person argued so far, and what became of it."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.replies.drafting import my_desk
from portal.replies.feature import replies
from portal.replies.wording import PICTURES, STATES, about_of, lines_of, state_of, voices_told
from portal.speaking.showing import can_be_heard
from portal.storage.dialogue.replies import own_replies, own_reply
from portal.web import language
from portal.web.current import work
from portal.web.pages import page


@page(replies, "/arguments", Permission.GIVE_ARGUMENTS)
def mine(person: Person) -> ResponseReturnValue:
    """Show what the person argued and what became of each, the way to write, and the rights they have."""
    words = language.current()
    return render_template(
        "replies/mine.html",
        replies=[
            (reply, about_of(reply.argued, words), state_of(reply)) for reply in own_replies(work().vault, person.id)
        ],
        begun=my_desk(person).open() is not None,
    )


@page(replies, "/arguments/<int:reply>", Permission.GIVE_ARGUMENTS)
def one(person: Person, reply: int) -> ResponseReturnValue:
    """Show one thing the person argued: their words, who opened them and when, the answer."""
    found = own_reply(work().vault, person.id, reply) or abort(404)
    words = language.current()
    return render_template(
        "replies/one.html",
        reply=found,
        about=about_of(found.argued, words),
        lines=lines_of(found.argued, words),
        voices=voices_told(found.argued, work().key, words),
        heard=can_be_heard(),
        states=STATES,
        pictures=PICTURES,
    )
