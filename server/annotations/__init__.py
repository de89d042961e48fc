"""Annotations: the W3C response of a page. The last pure step."""

from server.annotations.page import annotation_page

__all__ = ["annotation_page"]
