"""The dossier: a person tells their story before an interview."""

from portal.web.pages import Feature

dossier = Feature("dossier", __name__)
