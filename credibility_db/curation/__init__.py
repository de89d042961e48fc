"""The one way to write the database: rules, loading, history."""

from credibility_db.curation.history import verify_history
from credibility_db.curation.loading import Change, LoadOptions, LoadResult, load_records
from credibility_db.curation.rules import check_records, errors_only

__all__ = ["Change", "LoadOptions", "LoadResult", "check_records", "errors_only", "load_records", "verify_history"]
