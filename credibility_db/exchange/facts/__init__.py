"""Tables of facts gathered from public datasets → compiled records. Run once for a new release of the tables; the records are committed.

    python -m credibility_db.exchange.facts FACTS_DIR credibility_db/data

Each table's caveats are kept (docs/data.md): undated owners are `reported`, nothing is merged by name alone, a typology becomes an
attributed statement.
"""
