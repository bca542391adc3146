"""Printed shards that are kept: damage is the same as nothing."""

import json

import pytest

from sphinx_typst.press.cache import Cache, Record, digest_of, replace

PDF = b"%PDF of a shard, made up"


@pytest.fixture
def cache(tmp_path):
    found = Cache(tmp_path / "shards")
    replace(found.path("one"), PDF)
    found.save("one", record(found))
    return found


def record(cache, **more):
    return Record(
        input="digest",
        first=7,
        quoted={"a#b": 3, "c#": None},
        pages=2,
        places={"one#x": (2, 1.5, 20.25)},
        ends={"one": 2},
        digest=digest_of(cache.path("one")),
        **more,
    )


def test_what_was_kept_is_found(cache):
    assert cache.load("one") == record(cache)
    assert Cache(cache.folder).load("one") == record(cache)


def test_what_was_never_kept_is_not_found(cache):
    assert cache.load("two") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda cache: cache.path("one").unlink(),
        lambda cache: cache.path("one").write_bytes(PDF + b"more"),
        lambda cache: cache.path("one").write_bytes(b""),
        lambda cache: (cache.folder / "one.json").unlink(),
        lambda cache: (cache.folder / "one.json").write_bytes(b""),
        lambda cache: (cache.folder / "one.json").write_bytes(b"\xff{"),
        lambda cache: (cache.folder / "one.json").write_text("[]"),
        lambda cache: (cache.folder / "one.json").write_text("{}"),
        lambda cache: change(cache, form=0),
        lambda cache: change(cache, form=None),
        lambda cache: change(cache, pages="two"),
        lambda cache: change(cache, pages=0),
        lambda cache: change(cache, places={"one#x": [1]}),
        lambda cache: change(cache, places=None),
        lambda cache: change(cache, unknown=1),
    ],
)
def test_damage_is_the_same_as_nothing(cache, damage):
    damage(cache)
    assert cache.load("one") is None


def change(cache, **fields):
    path = cache.folder / "one.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_what_belongs_to_no_shard_is_removed(cache):
    replace(cache.path("two"), PDF)
    (cache.folder / ".one.pdf.partial").write_bytes(b"half")
    (cache.folder / "one.work.pdf").write_bytes(b"half")
    cache.keep_only(["one"])
    assert sorted(path.name for path in cache.folder.iterdir()) == ["one.json", "one.pdf"]


def test_a_file_is_replaced_as_a_whole(tmp_path, monkeypatch):
    path = tmp_path / "file"
    replace(path, b"old")

    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        replace(path, b"new")
    assert path.read_bytes() == b"old"
