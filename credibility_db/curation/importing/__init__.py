"""Importing: what readers of other datasets yield becomes entities, statements and proposals."""
