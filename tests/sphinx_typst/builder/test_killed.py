"""A build that is killed leaves the old volume or the new one, and the next build succeeds."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.slow

CONF = """
from sphinx_typst import TypstDocument
typst_pdf_standards = ["ua-1", "a-2a"]
typst_documents = [
    TypstDocument("index", "volume", "A Made-up Volume", preliminaries=("preface",),
                  chapters=("one", "two", "three"), bound=True)
]

import os, pathlib, signal
at = int(os.environ.get("KILLED_AT", "0"))
count = 0

def counted(function):
    def run(*arguments, **named):
        global count
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return run

def setup(app):
    # Before anything is put into its place, and before anything is written.
    pathlib.Path.replace = counted(pathlib.Path.replace)
    pathlib.Path.write_bytes = counted(pathlib.Path.write_bytes)
    app.connect("build-finished", lambda app, error: print(f"counted {count}"))
"""
PAGES = {
    "index.md": "# Index\n\n```{toctree}\npreface\none\ntwo\nthree\n```\n",
    "preface.md": "# Preface\n\nSee {doc}`three`.\n",
    "one.md": "# One\n\nSee {doc}`three`.\n",
    "two.md": "# Two\n\nSee {doc}`one`.\n",
    "three.md": "# Three\n\nSome words.\n",
}
MORE = PAGES["two.md"] + "\nMade-up words.\n" * 90


class Press:
    """A project with two versions of a page, and the volumes that they give."""

    def __init__(self, source):
        self.source = source
        self.out = source.parent / "out"
        self.target = self.out / "volume.pdf"
        self.volumes = []
        self.counts = []
        for version in (PAGES["two.md"], MORE):
            said = self.build(version)
            self.volumes.append(self.target.read_bytes())
            self.counts.append(int(said.rpartition("counted ")[2].split()[0]))

    def start(self, page, killed_at=0):
        (self.source / "two.md").write_text(page)
        return subprocess.Popen(
            [sys.executable, "-m", "sphinx", "-b", "typstpdf", str(self.source), str(self.out)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "KILLED_AT": str(killed_at)},
        )

    def build(self, page):
        process = self.start(page)
        said, _ = process.communicate()
        assert process.returncode == 0, said
        return said

    def check(self, wanted):
        """See that there is one of the volumes, and that a build makes the one wanted."""
        assert self.target.read_bytes() in self.volumes
        self.build((PAGES["two.md"], MORE)[wanted])
        assert self.target.read_bytes() == self.volumes[wanted]
        assert not list(self.out.rglob("*.partial"))


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    source = tmp_path_factory.mktemp("killed") / "project"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser", "sphinx_typst"]\n' + CONF)
    for name, content in PAGES.items():
        (source / name).write_text(content)
    return Press(source)


def test_killed_before_any_file_is_in_its_place(press):
    chance = random.Random(4)  # noqa: S311 - the same moments in every run
    moments = chance.sample(range(1, press.counts[1]), 4)
    # The last of them is the volume itself, and what says of what it is made.
    moments += [press.counts[1] - 1, press.counts[1]]
    wanted = 0
    for moment in moments:
        process = press.start((PAGES["two.md"], MORE)[wanted], moment)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        press.check(wanted)
        wanted = 1 - wanted


def test_killed_at_any_time(press):
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    begun = time.monotonic()
    press.build(PAGES["two.md"])
    lasts = time.monotonic() - begun
    for wanted in (1, 0, 1, 0):
        process = press.start((PAGES["two.md"], MORE)[wanted])
        time.sleep(chance.uniform(0.3, 1) * lasts)
        process.kill()
        process.communicate()
        press.check(wanted)


def test_killed_in_the_first_build(press):
    press.check(0)
    kept = press.volumes[0]
    for path in sorted(press.out.rglob("*"), reverse=True):
        if path.is_file():
            path.unlink()
    process = press.start(PAGES["two.md"], press.counts[0] // 2)
    process.communicate()
    assert not press.target.exists()
    press.build(PAGES["two.md"])
    assert press.target.read_bytes() == kept
