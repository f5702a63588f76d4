"""Text in fonts of before Unicode (.VnTime, VNI-Times), found by the fonts of its runs and decoded in the tree."""

from __future__ import annotations

from lxml import etree

from assistant.readers.docx.package import W, value
from assistant.readers.docx.styles import Styles, read_font
from assistant.readers.legacy import Run, decode_runs, encoding_of


def decode_fonts(part: etree._Element, styles: Styles) -> list[str]:
    """Puts Unicode in the place of text in old fonts, and tells which they were."""
    if not (any(map(_is_old, (*styles.fonts(), *part.iter(f"{W}rFonts"))))):
        return []
    fonts: dict[str | None, str] = {}
    texts: list[etree._Element] = []
    runs: list[Run] = []
    for paragraph in part.iter(f"{W}p"):
        style = value(paragraph, "pPr/pStyle") or styles.default
        if style not in fonts:
            fonts[style] = styles.font(style)
        for run in paragraph.iter(f"{W}r"):
            if run.find(f"{W}t") is None or next(run.iterancestors(f"{W}p")) is not paragraph:
                continue
            properties = run.find(f"{W}rPr")
            font = read_font(properties) or styles.font(value(properties, "rStyle")) or fonts[style]
            for text in run.findall(f"{W}t"):
                texts.append(text)
                runs.append(Run(text.text or "", font))
    decoded = decode_runs(runs)
    for element, text in zip(texts, decoded, strict=True):
        element.text = text
    return sorted({run.font for text, run in zip(decoded, runs, strict=True) if text != run.text})


def _is_old(fonts: etree._Element) -> bool:
    return any(encoding_of(font) for font in (fonts.get(f"{W}ascii"), fonts.get(f"{W}hAnsi")) if font)
