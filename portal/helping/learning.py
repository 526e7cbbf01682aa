"""For helpers, open to everybody: ten rules, and a try-out with somebody invented that keeps nothing at all."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.core.actors import Actor
from portal.core.permissions import Permission
from portal.helping.feature import helping
from portal.helping.lessons import RULES, SCENES
from portal.web.pages import page


@page(helping, "/helping/how", Permission.VISIT)
def how(_actor: Actor | None) -> ResponseReturnValue:
    """Show the ten rules."""
    return render_template("helping/how.html", rules=RULES)


@page(helping, "/helping/try/<int:scene>", Permission.VISIT)
def try_out(_actor: Actor | None, scene: int) -> ResponseReturnValue:
    """Show one scene and what one could do. A tap only opens the next page: there is no form, so nothing is kept."""
    return _scene(scene)


@page(helping, "/helping/try/<int:scene>/<int:choice>", Permission.VISIT)
def tried(_actor: Actor | None, scene: int, choice: int) -> ResponseReturnValue:
    """Say kindly what a choice would mean for the person."""
    return _scene(scene, choice)


def _scene(number: int, choice: int = 0) -> ResponseReturnValue:
    if not 0 < number <= len(SCENES) or not 0 <= choice <= len(SCENES[number - 1].reactions):
        abort(404)
    scene = SCENES[number - 1]
    return render_template(
        "helping/try_out.html",
        scene=scene,
        number=number,
        last=len(SCENES),
        chosen=scene.reactions[choice - 1] if choice else None,
    )
