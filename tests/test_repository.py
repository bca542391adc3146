"""The files around the code say what is true, as far as a test can know it."""

from __future__ import annotations

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

REQUIRED = (
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml", "noxfile.py"),
    *(".ci/run", ".readthedocs.yaml", ".github/workflows/pull-request.yml"),
    *(".github/pull_request_template.md", "docs/architecture.md", "docs/conf.py"),
    *("docs/guide/contributors.md", "docs/guide/readthedocs.md", "proceedings/people.yml"),
)

# Places of one machine, and file-transfer leftovers; documented examples use other names.
MACHINE = re.compile(
    r"(?<![\w./-])/(home|Users|root|work|tmp|mnt|private|var/folders)/[\w.-]+"  # a path
    r"|[A-Z]:\\Users\\"
    r"|\b(localhost|127\.0\.0\.1):\d{2,5}/"  # a server
    r"|\bfile:///(?!etc/)\w"  # attacks in tests ask for files of any machine
)
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".ico", ".otf", ".ttf", ".gif"}


@functools.cache
def tracked() -> list[Path]:
    """Return the files that git knows, but no links and no folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and not path.is_symlink()]


def sessions() -> set[str]:
    """Return the names of the nox sessions, read without running the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(
            ast.unparse(decorator).startswith("nox.session") for decorator in node.decorator_list
        )
    }


@pytest.mark.parametrize("name", REQUIRED)
def test_a_required_file_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-workflows", ".github/workflows/*.yml"),
        ("vendor.readthedocs", ".readthedocs.yaml"),
    ],
)
def test_a_service_would_accept_its_file(schema: str, pattern: str) -> None:
    files = sorted(map(str, ROOT.glob(pattern)))
    assert files
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_the_schema_check_would_notice_a_mistake(tmp_path: Path) -> None:
    text = (ROOT / ".readthedocs.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / ".readthedocs.yaml"
    wrong.write_text(text.replace("version: 2", "version: two"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.readthedocs"]
    assert subprocess.run([*command, wrong], capture_output=True, check=False).returncode == 1


def test_no_file_names_a_place_on_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if path.suffix not in BINARY and path != Path(__file__)
        if MACHINE.search(text := path.read_text(encoding="utf-8"))
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_file_is_large() -> None:
    large = [f"{p.relative_to(ROOT)}" for p in tracked() if p.stat().st_size > 500_000]
    assert not large, "a clone is for ever: keep pictures small and volumes out"


def test_every_commanded_session_exists() -> None:
    texts = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / ".ci" / "run"]
    texts += [*(ROOT / ".github").rglob("*.*"), *(ROOT / "docs").rglob("*.md")]
    named = {
        session
        for path in texts
        if path.is_file()
        for command in re.findall(
            r"\bnox (?:-s|--session) ((?:[a-z]+ ?)+)", path.read_text("utf-8")
        )
        for session in command.split()
    }
    assert named
    assert named <= sessions()


def test_the_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 -m pip install nox && python3 -m nox -s publish" in readme
    assert "python3 -m nox -s tests" in readme


def test_the_continuous_integration_runs_real_stages() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (stages,) = re.findall(r"stages=\(([a-z ]+)\)", script)
    assert set(stages.split()) <= sessions()
    assert {"tests", "lint", "types", "publish", "browser"} <= set(stages.split())


def test_a_pull_request_is_given_no_rights_and_no_secrets() -> None:
    for path in (ROOT / ".github" / "workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}
        assert "secrets." not in text
        assert "pull_request_target" not in text
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), f"{path.name}: {action}"


def test_read_the_docs_offers_a_volume_of_ours() -> None:
    config = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    offered = re.findall(
        r"_build/pdf/([a-z0-9-]+)\.pdf", " ".join(config["build"]["jobs"]["build"]["pdf"])
    )
    assert len(offered) == 1
    assert (ROOT / "proceedings" / offered[0] / "volume.yml").is_file()
