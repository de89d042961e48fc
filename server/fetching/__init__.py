"""URL → bytes: the only code that opens sockets to the outside."""

from server.fetching.fetcher import Fetcher
from server.fetching.guard import check_url
from server.fetching.settings import FetchSettings, parse_allow

__all__ = ["FetchSettings", "Fetcher", "check_url", "parse_allow"]
