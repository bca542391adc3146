"""Which camera-ready files there are, and what is expected of them."""

from __future__ import annotations

import pikepdf
import pytest

from sphinx_proceedings.content import load
from sphinx_proceedings.volume import camera

pytestmark = pytest.mark.slow  # each file is looked at by a process of its own

FILES = {
    "people.yml": "ada-example: {name: Ada Example}\n",
    "a-2026/event.yml": "title: T\nstart: 2026-12-12\n",
    "a-2026/volume.yml": "title: V\ndate: 2026-12-12\npaper_size: a5\n",
    "a-2026/papers/good.md": "---\ntitle: Good\nauthors: [ada-example]\npdf:  good.pdf\n---\n",
    "a-2026/papers/flow.md": "---\n{title: F, authors: [ada-example], pdf: broken.pdf}\n---\npdf:",
    "a-2026/papers/text.md": "---\ntitle: Text\nauthors: [ada-example]\n---\nText.\n",
    "a-2026/papers/gone.md": (
        "---\ntitle: Gone\nauthors: [ada-example]\npdf: good.pdf\n"
        "corrections: [{kind: withdrawal, date: 2027-01-01, reason: R.}]\n---\n"
    ),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[camera.Camera]:
    folder = tmp_path_factory.mktemp("camera")
    root = folder / "proceedings"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(419.53, 595.28))
    pdf.save(root / "a-2026/papers/good.pdf")
    (root / "a-2026/papers/broken.pdf").write_bytes(b"no PDF")
    catalogue = load(root).catalogue
    return camera.look(catalogue, catalogue.editions.values(), root, folder / "cache")


def test_every_file_is_looked_at_but_those_withdrawn(found: list[camera.Camera]) -> None:
    assert [(one.paper.id, one.report.usable) for one in found] == [
        ("flow", False),
        ("good", True),
    ]
    flow, good = (one.report for one in found)
    assert good.pages == 1
    # At the key where there is one, else at the record.
    assert {str(d.location) for d in good.diagnostics} <= {"proceedings/a-2026/papers/good.md:4:7"}
    assert {str(d.location) for d in flow.diagnostics} == {"proceedings/a-2026/papers/flow.md:2:1"}


def test_what_is_printed_instead_says_why(found: list[camera.Camera]) -> None:
    text = camera.quarantine(found[0].report)
    assert "could not be used" in text
    reason = found[0].report.diagnostics[0].message.partition(": ")[2]
    assert reason
    assert f"({reason})" in text
