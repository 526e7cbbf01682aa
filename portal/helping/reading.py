"""The pages a person reads before a helper sits beside them, however they agree: ideas, then one question back."""

from dataclasses import dataclass

from flask import abort, make_response, render_template, url_for
from flask.wrappers import Response

from portal.core.words import Words
from portal.helping.ideas import ASKED, CHOICES, IDEAS
from portal.web import language


@dataclass(frozen=True, slots=True)
class Way:
    """One way to agree: the page of its ideas, where its answer goes, and where one goes who does not want a helper."""

    ideas: str
    answers: str
    out: str

    def step(self, number: int) -> str:
        """Return the address of a step; before the first one is the way out."""
        return url_for(self.ideas, step=number) if number else url_for(self.out)


def step_page(way: Way, step: int) -> Response:
    """Show one idea; after the last, ask one question back."""
    if step == len(IDEAS) + 1:
        return question_page(way)
    if not 0 < step <= len(IDEAS):
        abort(404)
    page = render_template(
        "helping/idea.html",
        idea=IDEAS[step - 1],
        before=way.step(step - 1),
        after=way.step(step + 1),
        out=url_for(way.out),
    )
    return make_response(page)


def question_page(way: Way, problem: Words | None = None) -> Response:
    """Ask how to stop: only who knows goes on."""
    words = language.current()
    page = render_template(
        "helping/say_back.html",
        asked=ASKED,
        choices=CHOICES,
        before=way.step(len(IDEAS)),
        answers=url_for(way.answers),
        problem=words.say(problem) if problem else "",
    )
    return make_response(page, 422 if problem else 200)
