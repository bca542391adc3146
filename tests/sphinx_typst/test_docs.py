"""The guide's pages on printing say what is so: options, warnings, and examples that work."""

import re
from pathlib import Path

import pypdf
import pytest

from sphinx_typst.config import OPTIONS

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "typst"
PACKAGE = Path(__file__).parents[2] / "extensions" / "sphinx_typst"


def page(name):
    return (GUIDE / f"{name}.md").read_text(encoding="utf-8")


def examples(name, language):
    return re.findall(rf"```{language}\n(.*?)```", page(name), re.DOTALL)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_explained(option):
    assert f"`{option.name}`" in page("configuration")


def test_no_option_is_explained_that_does_not_exist():
    found = set(re.findall(r"`(typst_\w+)`", page("configuration")))
    assert found == {option.name for option in OPTIONS}


def test_every_warning_is_explained_and_no_other():
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    raised = set(re.findall(r'subtype="(\w+)"', source)) | set(
        re.findall(r'self\.warn\(\s*"(\w+)"', source)
    )
    explained = set(re.findall(r"^\| `typst\.(\w+)`", page("builder"), re.MULTILINE))
    assert explained == raised


def test_built_in_styles_are_named():
    styles = (PACKAGE / "templates" / "styles.typ").read_text(encoding="utf-8")
    known = set(re.findall(r"^  ([a-z-]+): \(classes, body\)", styles, re.MULTILINE))
    named = page("templates").split("replaced by their names:")[1].split("In a line of text")[0]
    generic = {"note", "warning", "glossary", "definitions"}
    assert set(re.findall(r"`([a-z-]+)`", named)) - generic <= known


@pytest.mark.slow
def test_the_examples_of_a_style_and_a_template_print(project):
    style, template = examples("templates", "typst")
    files = {
        "index.rst": "A\n=\n\n.. container:: motto\n\n   Words\n\n.. warning:: Beware.\n",
        "print/house.typ": style,
        "print/report.typ": template,
        "print/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    }
    conf = "from sphinx_typst import TypstDocument\n" + "\n".join(examples("templates", "python"))
    built = project(files, conf).build("typstpdf")
    assert built.warnings == ""
    text = pypdf.PdfReader(built.out / "report.pdf").pages
    assert "Department of Examples" in text[0].extract_text()
    assert "Words" in text[1].extract_text()


@pytest.mark.slow
def test_the_example_of_a_document_prints(project):
    (example,) = (code for code in examples("configuration", "python") if "TypstDocument(" in code)
    files = {
        "index.md": "# A\n\n## B\n",
        "preface.md": "---\norphan: true\n---\n# Preface\n",
        "index-of-names.md": "---\norphan: true\n---\n# Names\n",
    }
    built = project(files, example).build("typstpdf")
    assert built.warnings == ""
    assert pypdf.PdfReader(built.out / "handbook.pdf").metadata.title == "A Handbook"
