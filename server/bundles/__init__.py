"""The outlet bundle that the extension keeps: signed, compressed, as a whole or as the difference from an older edition."""

from server.bundles.shelf import BundleShelf, ServedBundle
from server.bundles.signing import BundleKey, create_bundle_key

__all__ = ["BundleKey", "BundleShelf", "ServedBundle", "create_bundle_key"]
