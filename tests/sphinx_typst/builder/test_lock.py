"""Two builds into one folder take turns."""

import sys
import threading

import pytest

from sphinx_typst.builder.lock import alone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_one_waits_for_the_other(tmp_path):
    happened = []

    def second():
        with alone(tmp_path / "work"):
            happened.append("second")

    with alone(tmp_path / "work"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.2)
        assert thread.is_alive()
        happened.append("first")
    thread.join(10)
    assert happened == ["first", "second"]


def test_who_fails_lets_go(tmp_path):
    with pytest.raises(ZeroDivisionError), alone(tmp_path):
        raise ZeroDivisionError
    with alone(tmp_path):
        pass


@pytest.mark.slow
def test_a_build_holds_its_folder(project, monkeypatch):
    held = []
    monkeypatch.setattr(
        "sphinx_typst.builder.pdf.alone", lambda folder: held.append(folder) or alone(folder)
    )
    built = project({"index.md": "# A\n"}).build("typstpdf")
    assert held == [built.out / ".typst"]
