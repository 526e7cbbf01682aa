"""Transparency: a person sees who read or wrote in their dossier."""
