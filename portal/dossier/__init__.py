"""The dossier: what a person tells before an interview."""
