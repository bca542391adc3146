"""What is written for each family of nodes: `roots/families/*` against `test_writer/*.typ`.

Renew with `pytest tests/sphinx_typst/test_writer.py --force-regen`, and read the difference.
"""

import importlib
import inspect
import re
import sys
from pathlib import Path

import pytest
import sphinx_design.extension  # noqa: F401 - its modules are walked below
import sphinxcontrib.bibtex.nodes
from docutils import nodes

from sphinx import addnodes
from sphinx_typst.writer import Translator

FAMILIES = Path(__file__).parent.parent / "roots" / "families"
NAMES = sorted(path.stem for path in FAMILIES.iterdir() if path.suffix in {".md", ".rst"})

# Those that come with Sphinx and make nodes of their own.
EXTENSIONS = [
    importlib.import_module(f"sphinx.ext.{name}")
    for name in ("autosummary", "graphviz", "ifconfig", "inheritance_diagram", "todo", "viewcode")
]

# These say what others are, and nothing is one of them alone.
ABSTRACT = {
    nodes.Node,
    nodes.Element,
    nodes.TextElement,
    nodes.FixedTextElement,
    nodes.PureTextElement,
    addnodes.translatable,
    addnodes._desc_classes_injector,
}
MODULES = [
    nodes,
    addnodes,
    sphinxcontrib.bibtex.nodes,
    *EXTENSIONS,
    *(module for name, module in sys.modules.items() if name.startswith("sphinx_design.")),
]
KINDS = sorted(
    {
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, nodes.Node) and kind not in ABSTRACT
    },
    key=lambda kind: (kind.__module__, kind.__name__),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_there_is_a_decision_for_every_node(kind):
    names = [f"{prefix}{base.__name__}" for base in kind.__mro__ for prefix in ("visit_", "write_")]
    assert any(hasattr(Translator, name) for name in names)


def test_the_walk_finds_the_nodes_of_all_four():
    found = {kind.__module__.split(".")[0] for kind in KINDS}
    assert found == {"docutils", "sphinx", "sphinx_design", "sphinxcontrib"}
    assert len(KINDS) > 150
    assert {"autosummary_table", "graphviz", "todo_node"} <= {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "index"])
def test_families(families, file_regression, name):
    file_regression.check(families.typst(name), extension=".typ", basename=name)


def test_text_of_authors_is_in_literals_only(families):
    for name in NAMES:
        if name == "index":
            continue
        outside = re.sub(r'"(?:[^"\\]|\\.)*"', "", families.typst(name))
        assert "passwd" not in outside
        assert "#" not in outside.replace("#import", "").replace("#let", "")
