"""`/v1/annotations`: a page in, its annotations out."""
