"""The command line of the credibility database: `python -m credibility_db COMMAND`. Wires exchange, curation and edition together.

Exit codes: 0 all is well, 1 something was found (rule violations, a damaged edition), 2 wrong usage or an unreachable database.
"""

from credibility_db.cli import editions, exporting, files, importing, links, merging, reporting
from credibility_db.cli.group import main

__all__ = ["editions", "exporting", "files", "importing", "links", "main", "merging", "reporting"]
