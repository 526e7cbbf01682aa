"""The everyday jobs people choose from, in fields, and the search that finds one from what is typed."""

from portal.dossier.jobs.declared import Field, Job
from portal.dossier.jobs.listed import FIELDS
from portal.dossier.jobs.search import other_words, search_jobs

JOBS = {job.key: job for field in FIELDS for job in field.jobs}
"""Every job by its key, in the order of the list."""

__all__ = ["FIELDS", "JOBS", "Field", "Job", "other_words", "search_jobs"]
