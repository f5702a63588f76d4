"""What the documentation says is so: its commands, its answer, its settings, its links."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer

from assistant import PolicyAssistant
from assistant.cli import app
from assistant.server.page.quality import SCORECARD
from assistant.settings import PREFIX, Settings
from docs.refresh import EXAMPLE, PAGES, ROOT, refreshed
from evals.cli import SCORECARD_RUN
from evals.publishing import publish
from evals.reporting import update_readme
from evals.runs import load_run

BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def read(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def commands(program: str) -> list[str]:
    """Each line of a code block that calls the program, once, without prompt and comment."""
    lines = [line for page in PAGES for _, block in BLOCK.findall(read(page)) for line in block.splitlines()]
    calls = [re.sub(r"\s+#\s.*", "", line.strip().removeprefix("$ ")) for line in lines]
    # Variables that are set before the call belong to the shell.
    calls = [re.sub(r"^(?:[A-Z_]+=\S+ )+", "", call) for call in calls]
    return [*dict.fromkeys(call for call in calls if call.startswith(f"{program} "))]


@pytest.mark.parametrize("call", commands("policy-assistant"))
def test_a_documented_command_is_understood(call):
    name, *arguments = shlex.split(call)[1:]
    command = typer.main.get_group(app).commands[name]
    if name == "eval":
        from evals.cli import app as evaluation

        name, *arguments = arguments
        command = typer.main.get_group(evaluation).commands[name]
    command.make_context(name, arguments)


@pytest.mark.parametrize("call", commands("make"))
def test_a_documented_make_target_exists(call):
    done = subprocess.run(
        [*shlex.split(call), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_every_command_with_its_own_help():
    rows = re.findall(r"^\| `policy-assistant ([\w-]+)[^|]*` \| (.+?) \|$", read("README.md"), re.MULTILINE)
    described = {name: command.help for name, command in typer.main.get_group(app).commands.items()}
    assert dict(rows) == described


def test_the_readme_has_an_example():
    assert EXAMPLE.search(read("README.md"))


def test_every_setting_is_in_the_table():
    rows = re.findall(r"^\| `(ASSISTANT_\w+)`", read("docs/settings.md"), re.MULTILINE)
    assert rows == [PREFIX + name.upper() for name in Settings.model_fields]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_answers_and_settings_in_the_documentation_are_current(page, assistant: PolicyAssistant):
    assert refreshed(read(page), assistant) == read(page), "run `make docs`"


def test_the_figures_are_those_of_the_recorded_run():
    assert not update_readme(ROOT / "README.md", load_run(SCORECARD_RUN), write=False), "run `make docs`"
    assert not publish(SCORECARD_RUN, SCORECARD, write=False), "run `make docs`"


def links() -> list[tuple[Path, str]]:
    found = [(page, link) for page in PAGES for link in re.findall(r"\]\(([^)\s]+)\)", read(page))]
    return [*dict.fromkeys((page, link) for page, link in found if not re.match(r"[a-z]+:|#", link))]


@pytest.mark.parametrize(("page", "link"), links(), ids=str)
def test_a_link_to_a_file_of_the_project_resolves(page, link):
    assert (page.parent / link.split("#")[0]).exists()


GUIDE = read("docs/development.md")


def modules_of(package: str) -> list[str]:
    """The names of a package's modules, but for its face."""
    folder = ROOT / "assistant" / package.replace(".", "/")
    return sorted(file.stem for file in folder.glob("*.py") if not file.stem.startswith("__"))


def test_the_map_of_the_guide_has_every_module_of_every_package():
    rows = re.findall(r"^\| `([a-z.]+)` \| [^|]+ \| ([^|]+) \|$", GUIDE, re.MULTILINE)
    shown = {package: sorted(re.findall(r"`([a-z_]+)`", modules)) for package, modules in rows}
    faces = (ROOT / "assistant").glob("*/**/__init__.py")
    packages = [".".join(face.parent.relative_to(ROOT / "assistant").parts) for face in faces]
    assert shown == {package: modules_of(package) for package in packages if modules_of(package)}


def test_the_packages_of_the_guide_stand_in_the_order_of_the_import_contract():
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    upwards = [name for layer in reversed(layers) for name in layer.split(" : ")]
    shown = re.findall(r"^\| `([a-z]+)` \|", GUIDE, re.MULTILINE)
    assert shown == [name for name in upwards if name in shown]


@pytest.mark.parametrize("name", sorted({*re.findall(r"`((?:\w+/)+(?:[\w.-]+\.\w+)?)`", GUIDE)}))
def test_a_file_that_the_guide_names_is_there(name: str):
    vocabulary = "assistant/language/vocabulary/"
    assert (ROOT / re.sub("^V/", vocabulary, name)).exists()
