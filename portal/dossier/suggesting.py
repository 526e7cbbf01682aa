"""What searches the long lists, declared: nothing else here turns what somebody types into a suggestion."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.core.algorithms import Account, Algorithm, Method, Parameter
from portal.core.words import say
from portal.dossier import lists, places
from portal.dossier.jobs import search as jobs
from portal.web.language import Language

_YOU_CHOOSE = say("It shows a list. You choose, or you keep your own words.")
_DECIDES_NOTHING = say("It decides nothing. Nobody else sees the list.")
_TYPED = say("The words you type. They are not kept with the search.")
_CUT = say("It takes the accents away and parts the words.")
_BY_HAND = say("You told it to your counsellor, who looked for it.")
_NOT_FOUND = say("It does not find it? Your own words are kept.")

JOB_SEARCH = Algorithm(
    key="job-search",
    method=Method.LOOKUP,
    inputs=frozenset({"wish-job", "background-jobs"}),
    suggest=lists.find_jobs,
    account=Account(
        name=say("The search in the list of jobs"),
        does=say("It looks for jobs that have the words you type."),
        degree=(_YOU_CHOOSE, _DECIDES_NOTHING),
        sources=(_TYPED, say("A list of jobs, the same for everybody.")),
        parameters=(
            Parameter(say("Points for a whole word"), jobs.WHOLE),
            Parameter(say("Points for the first letters of a word"), jobs.BEGINS),
            Parameter(say("Points for letters inside a word"), jobs.INSIDE),
            Parameter(say("Points for a word with one wrong letter"), jobs.SLIP),
            Parameter(say("A job with so many times fewer points is not shown"), jobs.NOISE),
            Parameter(say("Jobs that are shown, at most"), jobs.MOST),
        ),
        operations=(
            _CUT,
            say("It looks for each word in the list of jobs."),
            say("Is the word nowhere? It looks for words close to it."),
            say("It adds the points of each job. These are points of jobs, never of people."),
            say("It shows first the jobs with more of your words."),
        ),
        before=_BY_HAND,
        instead=say("A list in pictures, without a search. It is there too."),
        amiss=_NOT_FOUND,
    ),
)
PLACE_SEARCH = Algorithm(
    key="place-search",
    method=Method.LOOKUP,
    inputs=frozenset({"wish-place"}),
    suggest=lists.find_places,
    account=Account(
        name=say("The search in the list of towns"),
        does=say("It looks for towns that have the letters you type."),
        degree=(_YOU_CHOOSE, _DECIDES_NOTHING),
        sources=(_TYPED, say("The public list of the towns of France.")),
        parameters=(
            Parameter(say("Towns looked at for names close to it"), places.BIG_TOWNS),
            Parameter(say("Towns that are shown, at most"), places.MOST),
        ),
        operations=(
            _CUT,
            say("It looks for towns with this name, or this postcode."),
            say("It finds none? It looks for names close to it."),
            say("It shows the biggest towns first."),
        ),
        before=_BY_HAND,
        instead=say("To write the town yourself. You can do it here too."),
        amiss=_NOT_FOUND,
    ),
)
ALGORITHMS = (JOB_SEARCH, PLACE_SEARCH)
_SEARCHES: Mapping[str, Algorithm] = MappingProxyType(
    {lists.JOBS_SOURCE: JOB_SEARCH, lists.PLACES_SOURCE: PLACE_SEARCH},
)


def find(source: str, typed: str, language: Language) -> list[str]:
    """Return the entries of a list that fit what was typed, best first: by its declared search, and nothing else."""
    return _SEARCHES[source].suggest(typed, language)


def exact(source: str, typed: str, language: Language) -> str | None:
    """Return the one entry that says just what was typed, if there is one."""
    same = [entry for entry in find(source, typed, language) if lists.is_called(source, entry, typed, language)]
    return same[0] if len(same) == 1 else None


def searched(source: str) -> Algorithm:
    """Return what searches a list."""
    return _SEARCHES[source]
