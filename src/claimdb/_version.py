"""The version of claimdb: in the package's metadata, in every extraction and in every export."""

__version__ = "0.1.0"
