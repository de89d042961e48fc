"""The desk: the curators' pages, server-rendered under /desk. A folder a resource; docs/desk.md describes the whole."""
