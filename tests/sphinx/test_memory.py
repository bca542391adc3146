"""What a build remembers is read by the next one, however damaged it is."""

from __future__ import annotations

import pytest

from sphinx_proceedings.sphinx.memory import keep, recall


@pytest.mark.parametrize("value", [{"a": "1"}, ["b", "a"]])
def test_what_is_kept_is_recalled(tmp_path, value) -> None:
    keep(tmp_path / "folder" / "kept.json", value)
    assert recall(tmp_path / "folder" / "kept.json", type(value)) == value


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff", b"null", b"[1]"])
def test_what_cannot_be_read_is_nothing(tmp_path, damaged: bytes) -> None:
    (tmp_path / "kept.json").write_bytes(damaged)
    assert recall(tmp_path / "kept.json", dict) == {}
    assert recall(tmp_path / "none.json", list) == []
