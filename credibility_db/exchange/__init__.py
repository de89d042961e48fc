"""Readers and writers of record files. Readers yield records; nothing here touches the database."""

from credibility_db.exchange.merge import merge_records
from credibility_db.exchange.records_read import read_files, record_files
from credibility_db.exchange.records_write import jsonl_line, write_jsonl, write_yaml, yaml_text

__all__ = ["jsonl_line", "merge_records", "read_files", "record_files", "write_jsonl", "write_yaml", "yaml_text"]
