"""The Research Organization Registry: its dumps as incoming records."""

from credibility_db.exchange.ror.reader import RorReader

__all__ = ["RorReader"]
