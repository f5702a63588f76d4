"""Word files (.docx, .docm, .dotx): what a person sees on the page, with the numbers that Word computes."""

from __future__ import annotations

from assistant.readers.archives import open_archive
from assistant.readers.docx.body import BodyReader
from assistant.readers.docx.package import Package
from assistant.readers.docx.shape import shape
from assistant.types.readings import Block, Reading, Remark


def read(data: bytes) -> Reading:
    """The reading of a Word file. Raises: CorpusError."""
    with open_archive(data) as archive:
        body = BodyReader(Package(archive))
        blocks = list(shape(body.read()))
        heads = body.running_heads()
    blocks += [Block("running_head", text) for text in heads]
    left_out = [
        Remark("left_out", detail=f"{what}: {count}")
        for what, count in sorted(body.left_out.items())
        if count
    ]
    if heads:
        left_out.append(Remark("left_out", detail=f"running heads: {len(heads)}"))
    return Reading("docx", tuple(blocks), remarks=(*body.remarks, *left_out))
