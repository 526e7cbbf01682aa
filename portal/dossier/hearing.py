"""From a form to what was said: understood, skipped, or unclear, and kept as typed in each case."""

from dataclasses import dataclass

from portal.core.answers import Kind, Listed, LongText
from portal.core.typed import Typed, first
from portal.core.understanding import TOO_LONG, Unclear, understand
from portal.core.uses import Use
from portal.core.voice_messages import Voice
from portal.core.words import say
from portal.dossier import suggesting
from portal.dossier.asked_back import look_at_own_words
from portal.dossier.records import FRENCH
from portal.storage.answers.kept import Said, State
from portal.web.language import Language

AGREE_FIRST = say("Tick the box to say yes, or tap Skip.")
CHOOSE_ONE = say("Choose one of these, or keep your own words.")
ADD_ONE = say("Add one, or tap Skip.")
_LONGEST = LongText().most


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was said, and what to tell the person if it was not clear."""

    said: Said
    problem: Unclear | None = None


def skipped(language: Language) -> Heard:
    """Return the answer of somebody who goes past a question; what was on the page is not kept."""
    return Heard(said=Said(state=State.SKIPPED, language=language.tag))


def hear(kind: Kind, use: Use, typed: Typed, language: Language, voices: tuple[Voice, ...] = ()) -> Heard:
    """Return what was said, in writing and aloud; what is not understood is kept too, with the reason."""
    raw = {name: list(values) for name, values in typed.items()}
    try:
        if use.consent and not first(typed, "consent"):
            raise Unclear(AGREE_FIRST)  # noqa: TRY301 - one way out for everything unclear
        look_at_own_words(kind, typed)
        _look_at_french(typed)
        settled = _settle_search(kind, typed, language) if isinstance(kind, Listed) else typed
        value = understand(kind, settled) if not voices or first(typed, "answer") else ""
    except Unclear as problem:
        said = Said(state=State.UNCLEAR, typed=raw, problem=problem.words, language=language.tag, voices=voices)
        return Heard(said=said, problem=problem)
    said = Said(state=State.ANSWERED, typed=raw, value=value, language=language.tag, consent=use.consent, voices=voices)
    return Heard(said=said)


def _look_at_french(typed: Typed) -> None:
    """Let what is said once more in French be as long as an answer may be."""
    if len(first(typed, FRENCH)) > _LONGEST:
        raise Unclear(TOO_LONG, most=_LONGEST)


def hear_items(count: int, language: Language) -> Heard:
    """Return the answer “that's all” of a repeated question."""
    if not count:
        problem = Unclear(ADD_ONE)
        return Heard(said=Said(state=State.UNCLEAR, problem=problem.words, language=language.tag), problem=problem)
    return Heard(said=Said(state=State.ANSWERED, value="done", language=language.tag))


def _settle_search(kind: Listed, typed: Typed, language: Language) -> Typed:
    """Turn what is left in the search box into an entry, if it can only mean one; ask otherwise."""
    search = first(typed, "search")
    chosen = [entry for entry in typed.get("answer", ()) if entry]
    if not search or search in chosen:
        return typed
    found = suggesting.exact(kind.source, search, language)
    if found is not None:
        return {"answer": [*chosen, found]}
    if chosen:
        return typed
    raise Unclear(CHOOSE_ONE)
