"""The version of claimdb: in the package's metadata, in every extraction and in every export."""

from typing import Final

__version__: Final = "0.1.0"
