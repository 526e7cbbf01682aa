"""Arguments that are said aloud: part of what is begun, and sent with it."""

from flask import url_for

from portal.core.actors import Person
from portal.core.words import say
from portal.replies.drafting import Desk, kept_as, my_desk
from portal.speaking.feature import Place, speaks
from portal.speaking.showing import Aloud, can_be_heard, shown
from portal.storage.answers.vault import Vault
from portal.storage.dialogue.replies import is_name
from portal.web.current import work

ARGUMENTS = "arguments"
"""Where they are said, in addresses."""
WHAT_TO_SAY = say("What do you want to say?")


@speaks
def arguments(key: str) -> Place | None:
    """Return the arguments being written, if an address names them."""
    if key != ARGUMENTS:
        return None
    return Place(
        key=key,
        ask=WHAT_TO_SAY,
        picture=ARGUMENTS,
        address=url_for("replies.words"),
        kept_as=kept_as,
        holds=is_name,
        keep=_keep_anew,
    )


def my_messages() -> Aloud:
    """Return what the page to write on shows: to the person alone, where nobody else hears."""
    person = work().actor
    if not isinstance(person, Person) or not can_be_heard():
        return Aloud()
    return Aloud(offered=True, messages=shown(my_desk(person).messages))


def _keep_anew(person: Person, vault: Vault) -> None:
    Desk(person, vault).speak()
