"""A site on this machine, served as hosts serve it."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# Read the Docs serves a site below a path; links that only work at the root must fail here too.
PREFIX = "/en/latest"


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves the site below a prefix and says nothing about it."""

    protocol_version = "HTTP/1.1"
    prefix = PREFIX

    def translate_path(self, path: str) -> str:
        if not path.startswith(f"{self.prefix}/"):
            return str(Path(self.directory, "nothing-is-served-outside-of-the-prefix"))
        return super().translate_path(path.removeprefix(self.prefix))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        pass


class QuietRootHandler(QuietHandler):
    """Serves the site at the root, as a build of which nobody said where it will be."""

    prefix = ""


@contextlib.contextmanager
def served(handler: type[QuietHandler], folder: Path) -> Iterator[str]:
    """Serve a site on this machine; give its address, with a slash at its end."""
    answer = functools.partial(handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), answer) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{handler.prefix}/"
        server.shutdown()
        thread.join()
