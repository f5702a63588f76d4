"""RTF files: paragraphs with the numbers that they show, tables with merged cells, notes, boxes, and old fonts by run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field

from assistant.language.text import nfc
from assistant.readers.docx.symbols import is_of_symbols, raised, symbol
from assistant.readers.legacy import encoding_of
from assistant.readers.rtf_flow import Flow, Piece, blocks_of
from assistant.types.readings import Reading, Remark

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CHARACTERS = {
    "tab": "\t", "line": "\n", "page": "\n", "column": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": "\u00a0", "-": "\u00ad", "_": "\u2011",
}  # fmt: skip
_NO_TEXT = frozenset(
    """colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc
    aftnsep aftnsepc nonshppict shprslt nonesttables xe tc private mmathPr filetbl revtbl listtable listoverridetable
    annotation atnid atnauthor objdata datafield falt panose fldinst sp""".split()
)
_STARRED_TEXT = frozenset("shpinst ud nesttableprops moMath moMathPara".split())
_CODE_PAGES = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_SYMBOL_FIELD = re.compile(r'\s*SYMBOL\s+(\d+)\s.*\\f\s+"?([^"\\]+)', re.IGNORECASE)
_DEEPEST = 500  # groups in groups


@dataclass(slots=True)
class _State:
    """What a group inherits and its end undoes."""

    into: str = "text"  # marker, fonts, field, twice, skip: where characters go
    font: int = 0
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    capitals: bool = False
    skip_after_unicode: int = 1
    ends: Callable[[], None] | None = None  # what the end of the group does


@dataclass(slots=True)
class _Font:
    name: str = ""
    charset: int = 0


@dataclass(slots=True)
class _Parser:
    flow: Flow = field(default_factory=Flow)
    states: list[_State] = field(default_factory=lambda: [_State()])
    fonts: dict[int, _Font] = field(default_factory=dict)
    code_page: str = "cp1252"
    default_font: int = 0
    bytes_waiting: bytearray = field(default_factory=bytearray)  # of characters that may have two
    high_surrogate: int = 0
    to_skip: int = 0  # what stands for a character that was given as Unicode
    starred: bool = False
    first_in_group: bool = False
    instruction: list[str] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)

    def run(self, data: bytes) -> None:
        for word, value, text in _tokens(data):
            if word == "'":
                self._byte(value or 0)
                continue
            self._flush()
            if word == "{":
                self._open()
            elif word == "}":
                self._close()
            elif word:
                self._word(word, value)
            else:
                self._plain(text)
        self._flush()
        self.flow.finish()

    def _open(self) -> None:
        if len(self.states) > _DEEPEST:
            raise ValueError("groups in groups without end")
        state = copy(self.states[-1])
        state.ends = None
        self.states.append(state)
        self.to_skip = 0
        self.starred, self.first_in_group = False, True

    def _close(self) -> None:
        self.to_skip = 0
        if len(self.states) > 1:
            closed = self.states.pop()
            if closed.ends:
                closed.ends()

    def _word(self, word: str, value: int | None) -> None:
        state = self.states[-1]
        first, self.first_in_group = self.first_in_group, word == "*"
        if word == "*":
            self.starred = True
            return
        if first and (self.starred or word in _NO_TEXT) and self._destination(word, state):
            return
        if word == "u":
            self._unicode(value or 0, state)
        elif word == "uc":
            state.skip_after_unicode = max(0, min(value or 0, 10))
        elif self.to_skip and word in _CHARACTERS:
            self.to_skip -= 1
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif state.into == "fonts":
            _define_font(self.fonts, state, word, value or 0)
        elif state.into == "text" or word in ("listtext", "pntext"):
            self._text_word(word, value, state)

    def _destination(self, word: str, state: _State) -> bool:
        """Whether the word opens a group whose text is left out, or read otherwise."""
        if word == "fldinst" and state.into == "text":
            self.instruction = []
            state.into, state.ends = "field", self._end_field
        elif word in _NO_TEXT or word not in _STARRED_TEXT:
            if word == "pict" and state.into == "text":
                self.left_out.add("picture")
            state.into = "skip"
        elif word == "ud" and state.into == "twice":
            state.into = "text"
        return word not in _STARRED_TEXT

    def _text_word(self, word: str, value: int | None, state: _State) -> None:
        on = value != 0
        if word in ("f", "deff"):
            state.font = value or 0
            if word == "deff":
                self.default_font = state.font
        elif word == "plain":
            state.font, state.bold, state.hidden, state.raised = self.default_font, False, False, False
            state.capitals = state.deleted = False
        elif word == "b":
            state.bold = on
        elif word == "v":
            state.hidden = on
        elif word == "deleted":
            state.deleted = on
        elif word == "super":
            state.raised = on
        elif word in ("sub", "nosupersub"):
            state.raised = False
        elif word == "caps":
            state.capitals = on
        elif word == "ansicpg" and value:
            self.code_page = f"cp{value}"
        elif word == "fonttbl":
            state.into = "fonts"
        elif word in ("listtext", "pntext"):
            state.into = "marker"
        elif word in ("footnote", "shptxt"):
            self.flow.open_aside("note" if word == "footnote" else "box")
            state.ends = self.flow.close_aside
            state.raised = False
        elif word == "upr":
            state.into = "twice"  # what follows in \*\ud says the same in Unicode
        else:
            self.flow.word(word, value)

    def _end_field(self) -> None:
        if match := _SYMBOL_FIELD.match("".join(self.instruction)):
            self._emit(symbol(match[2], int(match[1])), "")

    def _byte(self, code: int) -> None:
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.bytes_waiting.append(code)

    def _unicode(self, value: int, state: _State) -> None:
        code = value + 0x10000 if value < 0 else value
        self.to_skip = state.skip_after_unicode
        if 0xD800 <= code < 0xDC00:
            self.high_surrogate = code
            return
        if 0xDC00 <= code < 0xE000:
            code = (
                0x10000 + ((self.high_surrogate - 0xD800) << 10) + code - 0xDC00
                if self.high_surrogate
                else 0xFFFD
            )
        self.high_surrogate = 0
        name = self._font(state).name
        if 0xF020 <= code < 0xF100 and not encoding_of(name):
            self._add(symbol(name, code))
        elif 0 < code < 0x110000:
            self._add(chr(code))

    def _plain(self, text: bytes) -> None:
        self.first_in_group = False
        if self.to_skip:
            skipped, self.to_skip = min(self.to_skip, len(text)), 0
            text = text[skipped:]
        self._add_bytes(text)

    def _flush(self) -> None:
        if self.bytes_waiting:
            waiting, self.bytes_waiting = bytes(self.bytes_waiting), bytearray()
            self.first_in_group = False
            self._add_bytes(waiting)

    def _font(self, state: _State) -> _Font:
        return self.fonts.get(state.font) or _Font()

    def _add_bytes(self, text: bytes) -> None:
        state = self.states[-1]
        if state.into == "fonts":
            font = self.fonts.setdefault(state.font, _Font())
            font.name += text.decode("cp1252", "replace").split(";")[0]
            return
        font = self._font(state)
        if font.charset == 2 and is_of_symbols(font.name):
            self._add("".join(symbol(font.name, code) for code in text))
        elif encoding_of(
            font.name
        ):  # its codes are those of Latin-1, whatever its character set is said to be
            self._add(text.decode("cp1252", "replace") if max(text) < 0xA0 else text.decode("latin-1"))
        else:
            self._add(_decode(text, _CODE_PAGES.get(font.charset, self.code_page)))

    def _add(self, text: str) -> None:
        state = self.states[-1]
        if state.into == "field":
            self.instruction.append(text)
        elif state.into in ("text", "marker"):
            if state.hidden or state.deleted:
                if text.strip():
                    self.left_out.add("hidden text" if state.hidden else "deleted text")
                return
            self._emit(text, state.into)

    def _emit(self, text: str, into: str) -> None:
        state = self.states[-1]
        text = raised(text) if state.raised else text
        piece = Piece(text.upper() if state.capitals else text, self._font(state).name, state.bold)
        self.flow.add(piece, marker=into == "marker")


def _define_font(fonts: dict[int, _Font], state: _State, word: str, value: int) -> None:
    """A word of the table of fonts."""
    if word == "f":
        state.font = value
        fonts[value] = _Font()
    elif word == "fcharset":
        fonts.setdefault(state.font, _Font()).charset = value


def _tokens(data: bytes) -> Iterator[tuple[str, int | None, bytes]]:
    """(control word or sign, its number, text): "'" for a byte, braces for groups, "" for text."""
    position = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        word, number, code, sign, brace, text = match.groups()
        if word:
            name, value = word.decode(), int(number) if number else None
            if name == "bin":
                position += max(0, value or 0)
            else:
                yield name, value, b""
        elif code:
            yield "'", int(code, 16), b""
        elif sign:
            name = {b"\r": "par", b"\n": "par", b"{": "", b"}": "", b"\\": ""}.get(
                sign, sign.decode("latin-1")
            )
            yield name, None, sign
        elif brace:
            yield brace.decode(), None, b""
        elif text:
            yield "", None, text


def _decode(text: bytes, code_page: str) -> str:
    try:
        return nfc(text.decode(code_page, "replace"))
    except LookupError:
        return text.decode("cp1252", "replace")


def read(data: bytes) -> Reading:
    """An RTF file as blocks; it has no pages."""
    parser = _Parser()
    parser.run(data)
    blocks, decoded = blocks_of(parser.flow)
    remarks = [Remark("left_out", detail=what) for what in sorted(parser.left_out)]
    remarks += [Remark("decoded", detail=font) for font in decoded]
    return Reading("rtf", tuple(blocks), remarks=tuple(remarks))
