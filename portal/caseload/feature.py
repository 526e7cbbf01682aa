"""The caseload: a counsellor's people, and one page worth reading about each."""

from portal.web.pages import Feature

caseload = Feature("caseload", __name__, views=("pages", "weeks", "arguments"))
