"""`python -m credibility_db`."""

from credibility_db.cli import main

main()
