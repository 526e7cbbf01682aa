"""The agency: what its manager sees to. Never a word about a person."""

from portal.web.pages import Feature

agency = Feature("agency", __name__, views=("pages", "accounts", "counsellors", "moving", "watching"))
