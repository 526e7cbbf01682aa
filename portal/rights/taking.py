"""Take everything away: on paper, or as a copy for computers. No copy leaves without the two pictures and its entry."""

from collections.abc import Iterator

from flask import current_app, redirect, render_template, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask.wrappers import Response

from portal.activities.as_json import weeks_json
from portal.activities.as_table import weeks_csv
from portal.activities.copied import my_copy
from portal.core.actors import Person
from portal.core.permissions import Permission
from portal.core.uses import Purpose
from portal.core.words import say
from portal.rights.bundle import bundle
from portal.rights.feature import rights
from portal.rights.own_pictures import Before, Way, pictures_page, proof_here, proof_of, try_own_pictures
from portal.rights.paper import everything_paper
from portal.rights.seeing import mine_of
from portal.rights.told import Mine
from portal.signin.gesture import Gesture, Try
from portal.storage.answers.vault import Vault
from portal.storage.trace.journal import Deed
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.parts import parts_of

OPEN = say("After your second picture, you have three minutes to take it.")


@page(rights, "/my-data/take", Permission.USE_RIGHTS)
def take(_person: Person) -> ResponseReturnValue:
    """Show the ways to take everything away, once the person showed who they are; on a screen for everybody none."""
    return render_template("rights/take.html", proof=proof_here(Before.TAKE_AWAY))


@page(rights, "/my-data/take/pictures", Permission.USE_RIGHTS)
def prove_to_take(_person: Person) -> ResponseReturnValue:
    """Ask for the two pictures: whoever holds this phone for a moment takes nothing along."""
    return pictures_page(Gesture(result=Try.FIRST), _way())


@page(rights, "/my-data/take/pictures", Permission.USE_RIGHTS, method="POST")
def proved(person: Person) -> ResponseReturnValue:
    """Lead to the files, which are open for some minutes."""
    gesture = try_own_pictures(person.id, Before.TAKE_AWAY)
    if gesture.result is not Try.RIGHT:
        return pictures_page(gesture, _way())
    return redirect(url_for("rights.take", proof=proof_of(Before.TAKE_AWAY)), 303)


@page(rights, "/my-data/everything.pdf", Permission.USE_RIGHTS)
def on_paper(person: Person) -> ResponseReturnValue:
    """Give everything as a paper to print or keep."""
    if not proof_here(Before.TAKE_AWAY):
        return redirect(url_for("rights.prove_to_take"), 303)
    paper = everything_paper(mine_of(person))
    _note(person)
    return _given(paper, "application/pdf", "my-data.pdf")


@page(rights, "/my-data/everything.zip", Permission.USE_RIGHTS)
def as_copy(person: Person) -> ResponseReturnValue:
    """Give everything as a copy for computers, made while it leaves."""
    if not proof_here(Before.TAKE_AWAY):
        return redirect(url_for("rights.prove_to_take"), 303)
    mine, copied = mine_of(person), my_copy(person, language.current().alone)
    also = {"my-weeks.json": weeks_json(copied), "my-weeks.csv": weeks_csv(copied)}
    _note(person)
    pieces = _pieces(mine, also)
    return _given(pieces, "application/zip", "my-data.zip")


def _pieces(asked: Mine, also: dict[str, bytes]) -> Iterator[bytes]:
    """Make the copy in a reading of its own, once this page has answered: it keeps no writer waiting."""
    parts = parts_of(current_app)

    def made() -> Iterator[bytes]:
        with parts.database.transaction(writes=False) as connection:
            vault = Vault(connection, parts.ring, parts.promises, asked.person, asked.now)
            me = Mine(connection=connection, vault=vault, person=asked.person, language=asked.language, now=asked.now)
            yield from bundle(me, also)

    return stream_with_context(made())


def _note(person: Person) -> None:
    """Note that a copy is taken away, in a transaction of its own: a long paper keeps no other writer waiting."""
    current, parts = work(), parts_of(current_app)
    with parts.database.transaction(writes=True) as connection:
        vault = Vault(connection, parts.ring, parts.promises, person, current.now)
        vault.note(person.id, Deed.TOOK_EVERYTHING, Purpose.OWN_RECORD)


def _given(copy: bytes | Iterator[bytes], kind: str, name: str) -> Response:
    response = Response(copy, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _way() -> Way:
    return Way(action=url_for("rights.proved"), back=url_for("rights.take"), then=OPEN)
