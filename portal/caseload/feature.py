"""The caseload: a counsellor's people, and one page worth reading about each."""

from portal.web.pages import Feature

caseload = Feature(
    "caseload",
    __name__,
    views=(
        "day",
        "listing",
        "weeks",
        "arguments",
        "playing",
        "clarifying",
        "asked",
        "agreeing",
        "agreed",
        "guided",
        "brief_pages",
        "interviewing",
        "importing",
        "colleagues",
        "moving",
        "others",
    ),
)
