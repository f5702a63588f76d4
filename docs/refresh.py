"""Writes into the documentation what the program says itself: answers, settings, figures of the recorded run.

`make docs` runs it; a test holds that nothing would change. The page gets the figures too, as a data file.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
from pathlib import Path

from assistant import PolicyAssistant
from assistant.cli.terminal import print_events
from assistant.indexing import build
from assistant.server.page.quality import SCORECARD
from assistant.settings import PREFIX, Settings
from evals.cli import SCORECARD_RUN
from evals.publishing import publish
from evals.reporting import update_readme
from evals.runs import load_run

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
EXAMPLE = re.compile(r'(?ms)(?<=^```console\n)\$ policy-assistant ask "([^"\n]+)"\n.*?(?=^```$)')
SETTINGS_TABLE = re.compile(r"(?ms)(?<=^\| setting \| default \| meaning \|\n).*?(?=^$|\Z)")


def refreshed(page: str, assistant: PolicyAssistant) -> str:
    """The text of a page with its answers and its table of settings as they are now."""
    page = EXAMPLE.sub(
        lambda found: f'$ policy-assistant ask "{found[1]}"\n{answer(found[1], assistant)}', page
    )
    return SETTINGS_TABLE.sub(lambda _: settings_table(), page)


def answer(question: str, assistant: PolicyAssistant) -> str:
    """What `ask` prints where the output is no terminal."""
    titles = {document.id: document.short_title for document in assistant.documents()}
    with contextlib.redirect_stdout(io.StringIO()) as output:
        print_events(assistant.stream(question), titles)
    return output.getvalue()


def settings_table() -> str:
    """The rows of all settings, in the order of `Settings`."""
    rows = ["| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = "–" if field.default in (None, "", (), {}) else f"`{field.default}`"
        if field.default_factory is not None:
            default = "that of the package"
        rows.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |")
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Refreshes every page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(index_dir=Path(folder))
        build(settings)
        with PolicyAssistant.open(settings) as assistant:
            for page in PAGES:
                before = page.read_text(encoding="utf-8")
                after = refreshed(before, assistant)
                if after != before:
                    page.write_text(after, encoding="utf-8")
                    print(f"refreshed {page.relative_to(ROOT)}")
    update_readme(ROOT / "README.md", load_run(SCORECARD_RUN))
    publish(SCORECARD_RUN, SCORECARD)


if __name__ == "__main__":
    main()
