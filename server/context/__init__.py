"""Context: what the edition adds to a page, as of the article's date. Between `linking` and `annotations`."""

from server.context.build import build_context

__all__ = ["build_context"]
