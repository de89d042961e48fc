"""Readers and writers of record files. Readers yield records; nothing here touches the database."""

from credibility_db.exchange.export_csv import write_csv
from credibility_db.exchange.export_ftm import write_ftm
from credibility_db.exchange.export_linked import read_jsonld, write_jsonld
from credibility_db.exchange.merge import merge_records
from credibility_db.exchange.records_read import read_files, record_files
from credibility_db.exchange.records_write import jsonl_line, write_jsonl, write_yaml, yaml_text

__all__ = [
    "jsonl_line",
    "merge_records",
    "read_files",
    "read_jsonld",
    "record_files",
    "write_csv",
    "write_ftm",
    "write_jsonl",
    "write_jsonld",
    "write_yaml",
    "yaml_text",
]
