"""Transparency: what becomes of what a person says, and who read it."""

from portal.web.pages import Feature

transparency = Feature("transparency", __name__)
