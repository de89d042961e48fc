"""Batches: many pages in one request, annotated by the workers. `spool` keeps them as files, `queue` tells the workers, `working` does a chunk."""
