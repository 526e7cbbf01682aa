"""The weeks a person declared, as their counsellor reads them: what was said, in order of time, and nothing counted."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.activities.wording import Shown, reason, shown
from portal.caseload.feature import caseload
from portal.core.actors import Counsellor
from portal.core.permissions import Permission, Role
from portal.core.weeks import Week
from portal.web import language
from portal.web.current import work
from portal.web.pages import page
from portal.web.weeks import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One declared week. A week that nobody declared is nowhere."""

    dates: str
    at: datetime
    could_not: bool
    why: str
    with_helper: bool
    """Whether a helper had the keyboard when it was said that they could not."""
    entries: tuple[Shown, ...]
    spoken: str
    """The language of the person's own words."""


@page(caseload, "/people/<uuid:person_id>/weeks", Permission.READ_CASELOAD)
def weeks(_counsellor: Counsellor, person_id: UUID) -> ResponseReturnValue:
    """Show the weeks a person declared in the last 6 months, the newest first."""
    current, words = work(), language.current()
    found = current.vault.weeks(person_id, Week.of(current.now))
    return render_template(
        "caseload/weeks.html",
        name=current.vault.name(person_id),
        person_id=person_id,
        weeks=[
            Read(
                dates=dates(declared.week, words),
                at=declared.at,
                could_not=declared.told.could_not,
                why=reason(declared.told, words),
                with_helper=declared.told.could_not_typed_as == Role.HELPER,
                entries=tuple(shown(entry, declared.week, words) for entry in declared.told.entries),
                spoken=declared.language,
            )
            for declared in found
        ],
    )
