"""The frozen records that pass between the steps, one file a record.

Nothing here does I/O or imports a step. Every offset is a Unicode code point index into the page text.
"""
