"""The version of the distribution; the build reads it from here, and so do all rooms."""

from typing import Final

VERSION: Final = "0.1.0"
