"""The version of the distribution, which builds, prints and the command name."""

__version__ = "0.1.0"
