"""Two honest columns: what this portal does, and what the law lets the agency do elsewhere, each with its source.

The promise binds this portal, not the law: the agency's own system may use its own data for control
(C. trav. R5312-38 II 3° bis). Sources: state of the law in February 2026; R5312-44 was set to end on 1 July 2026.
"""

from dataclasses import dataclass

from portal.core.words import Words, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One thing, here and elsewhere."""

    here: tuple[Words, ...]
    elsewhere: tuple[Words, ...]
    law: str
    """Where it is written, as it is called in French."""


BOTH_SIDES = (
    Beside(
        here=(say("Here, nobody checks what you do."),),
        elsewhere=(
            say("The agency may check if you look for work."),
            say("It may use its own programmes for that."),
        ),
        law="Code du travail, L5426-1, R5312-38 II 3° bis",
    ),
    Beside(
        here=(say("Here, no hours are counted for anybody else."), say("You may note them for yourself.")),
        elsewhere=(
            say("Your plan says hours for a week."),
            say("The law says at least 15. You can ask for fewer, or for none."),
        ),
        law="Code du travail, L5411-6 II",
    ),
    Beside(
        here=(say("Here, what you wish is a wish."),),
        elsewhere=(
            say("Your plan names a job, a place, a pay."),
            say("There, they count when you refuse offers."),
        ),
        law="Code du travail, L5411-6-1, L5412-1 III",
    ),
    Beside(
        here=(say("Here, nothing is decided about your money."),),
        elsewhere=(
            say("The agency may decide about your money."),
            say("It must write to you before. You have 10 days to answer."),
            say("A person of your choice may help you."),
        ),
        law="Code du travail, R5412-1, R5412-7",
    ),
    Beside(
        here=(say("Here, all is gone 2 years after your last visit, at most."), say("Most of it goes sooner.")),
        elsewhere=(
            say("The agency may keep its own files 3 years, then 7 more."),
            say("This rule had an end: July 2026. Ask if it has changed."),
        ),
        law="Code du travail, R5312-44",
    ),
    Beside(
        here=(say("Here, you can say: do not use this any more."),),
        elsewhere=(say("There, the law does not let you say so."),),
        law="Code du travail, R5312-45; loi Informatique et Libertés, art. 56",
    ),
)
