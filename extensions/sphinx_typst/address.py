"""Addresses within a volume, as all stages write and read them."""

from typing import Final

# Links that leave a shard: this, and a label with all but letters and digits percent-encoded. Who
# binds the volume turns them into links within.
SCHEME: Final = "x-volume:"
# The name under which documents refer to the general index (`genindex` is Sphinx's label).
INDEX: Final = "genindex"
