"""Files of Word before 2007: LibreOffice makes a Word file of them where it is installed, else doc2docx does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from doc2docx import convert
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from assistant.errors import CorpusError
from assistant.readers import docx
from assistant.readers.archives import SAVE_AGAIN
from assistant.readers.limits import SILENT_SECONDS
from assistant.types.readings import Reading

if sys.platform != "win32":
    import resource

OFFICE = "soffice"
_SECONDS = SILENT_SECONDS - 10  # for a conversion; before whoever waits for this process gives up
_MEMORY = 2_000_000_000  # bytes that LibreOffice may hold
# No macros, no links, nothing that asks a question; the profile is of this conversion alone.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501


def read(data: bytes) -> Reading:
    """A file of Word before 2007 as blocks. Raises: CorpusError."""
    converted = _by_office(data) if shutil.which(OFFICE) else None
    return replace(docx.read(converted or _by_library(data)), reader="doc")


def _by_library(data: bytes) -> bytes:
    """The file as doc2docx makes it. Raises: CorpusError."""
    with tempfile.TemporaryDirectory(prefix="policy-assistant-") as folder:
        source, made = Path(folder, "document.doc"), Path(folder, "document.docx")
        source.write_bytes(data)
        try:
            convert(source, made)
        except EncryptedDocumentError as error:
            raise CorpusError("is encrypted", hint="save it without a password") from error
        except Doc2DocxError as error:
            hint = SAVE_AGAIN if shutil.which(OFFICE) else "install LibreOffice, or save it as .docx"
            raise CorpusError("is damaged, or of a Word before 97", hint=hint) from error
        return made.read_bytes()


def _run(command: Sequence[str], folder: str) -> None:
    """Runs a program; where it takes too long, it is ended with all that it started."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
        preexec_fn=_bound_memory if sys.platform != "win32" else None,
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS)
    finally:
        with suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _bound_memory() -> None:
    """Gives the program more memory than the process that reads has, yet not all there is."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _by_office(data: bytes) -> bytes | None:
    """The file as LibreOffice saves it; None where it makes none, whatever its exit status says."""
    with tempfile.TemporaryDirectory(prefix="policy-assistant-", ignore_cleanup_errors=True) as folder:
        user = Path(folder, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        Path(folder, "document.doc").write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        _run(
            [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
             "--infilter=MS Word 97",  # without it, what is damaged is read as text
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, "document.doc"],
            folder,
        )  # fmt: skip
        made = Path(folder, "document.docx")
        return made.read_bytes() if made.is_file() and made.stat().st_size else None
