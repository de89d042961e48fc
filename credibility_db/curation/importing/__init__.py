"""Importing: what readers of other datasets yield becomes entities, statements and proposals."""

from credibility_db.curation.importing.outcome import ImportOptions, ImportResult
from credibility_db.curation.importing.run import run_import
from credibility_db.curation.importing.shown import shown
from credibility_db.curation.loading import Change

__all__ = ["Change", "ImportOptions", "ImportResult", "run_import", "shown"]
