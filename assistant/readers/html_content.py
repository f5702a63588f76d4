"""What of a web page is its document: not the menus, not what nobody sees, not the page that a portal sets around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assistant.language.text import normalise_space

_NO_TEXT = frozenset(
    """script style noscript template head title nav aside button select option textarea input svg math iframe object
    embed canvas audio video map dialog menu base link meta datalist""".split()
)
_FURNITURE_ROLES = frozenset(
    "navigation banner contentinfo menu menubar tablist search dialog toolbar tooltip".split()
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:menu|nav|navbar|breadcrumbs?|side-?bar|footer|header|comments?|share|social|related|toolbar|"
    r"pagination|login|banner|ads?|toc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@[\w-]+[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_SELECTOR = re.compile(r"^(?:([a-z]\w*))?(?:\.([\w-]+))?$", re.IGNORECASE)
_NATIONAL = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM")
_CLAUSE = re.compile(
    r"^(?:Điều\s+\d+|Chương\s+[IVX]+|Phụ\s+lục|Nơi\s+nhận|[IVX]+\.|\d{1,2}\.|[a-zđ]\))", re.IGNORECASE
)
_BLOCKS = frozenset(
    """address article blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr html li main ol p pre section table tbody td tfoot th thead tr ul caption""".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3"))
_SHORT = 160  # characters of a line that may be a page's furniture
_MOST_FURNITURE = 500  # characters of words, outside links, in what only its class says to be furniture
_LEAST_SHARE = 0.4  # of a page's words that its document has


def is_block(element: etree._Element) -> bool:
    """Whether an element stands in lines of its own."""
    return element.tag in _BLOCKS


class Styles:
    """What the page's own style sheet says of an element: whether it is hidden, and its font."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], str] = {}
        for sheet in root.iter("style"):
            text = re.sub(r"<!--|-->|/\*.*?\*/", "", "".join(sheet.itertext()), flags=re.DOTALL)
            for selectors, body in _RULE.findall(_MEDIA.sub("", text)):
                for selector in selectors.split(","):
                    if match := _SELECTOR.match(selector.strip()):
                        key = (match[1] or "").lower(), match[2] or ""
                        self._rules[key] = f"{self._rules.get(key, '')};{body}"

    def of(self, element: etree._Element) -> str:
        """All declarations that hold for an element, the last ones first in force."""
        tag = element.tag
        found = [self._rules.get((tag, ""), "")]
        for name in (element.get("class") or "").split():
            found += [self._rules.get(("", name), ""), self._rules.get((tag, name), "")]
        return ";".join([*found, element.get("style") or ""])


def strip_page(root: etree._Element, styles: Styles) -> set[str]:
    """Takes out of the tree what is no text of the page; returns what of it a person should know."""
    left_out: set[str] = set()
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        reason = _reason(element, styles)
        if reason is None:
            continue
        if reason == "hidden" and _words(element):
            left_out.add("hidden text")
        if element.tag == "del" and _words(element):
            left_out.add("deleted text")
        _remove(element)
    return left_out


def _reason(element: etree._Element, styles: Styles) -> str | None:
    if not isinstance(element.tag, str):
        return "comment"
    if element.tag in _NO_TEXT or element.tag == "del" or ":" in element.tag:
        return (
            None
            if element.tag in ("o:p", "st1:place") or element.tag.startswith(("st1:", "o:"))
            else "no text"
        )
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(styles.of(element))
    ):
        return "hidden"
    if (element.get("role") or "") in _FURNITURE_ROLES:
        return "furniture"
    if element.tag in ("header", "footer") and not any(
        True for _ in element.iterancestors("article", "main")
    ):
        return None if _is_document(element) else "furniture"
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if (
        element.tag in ("div", "ul", "section", "td")
        and _FURNITURE.search(named)
        and not _is_document(element)
    ):
        return "furniture"
    return None


def _is_document(element: etree._Element) -> bool:
    """Whether what is named like furniture holds a document all the same."""
    return bool(_NATIONAL.search(_words(element))) or _weight(element) > _MOST_FURNITURE


def _remove(element: etree._Element) -> None:
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def _words(element: etree._Element) -> str:
    return normalise_space("".join(element.itertext()))


def _weight(element: etree._Element) -> int:
    """The characters of an element that are not in links."""
    links = sum(len(_words(link)) for link in element.iter("a") if link.get("href"))
    return len(_words(element)) - links


def find_document(body: etree._Element) -> etree._Element:
    """The innermost element that holds the whole document: what stands beside it is furniture of the page.

    Nothing that may be the document's is left out: a long line, a clause that does not stand in the element too, and where
    the element has no national heading, a heading of the page.
    """
    current = body
    while True:
        children = [child for child in current if isinstance(child.tag, str) and _may_hold(child)]
        if not children:
            return current
        weights = [_weight(child) for child in children]
        child = children[weights.index(max(weights))]
        if max(weights) < _LEAST_SHARE * _weight(current) or not _leaves_furniture(current, child):
            return current
        current = child


def _may_hold(element: etree._Element) -> bool:
    if element.tag in ("table", "tbody", "tr", "td"):
        return any(True for _ in element.iter("p", "div", "table")) and bool(
            _NATIONAL.search(_words(element))
        )
    return element.tag in ("div", "main", "article", "section", "form", "center", "span", "font")


def _leaves_furniture(parent: etree._Element, child: etree._Element) -> bool:
    """Whether all that the parent has beside the child is furniture."""
    inside = _words(child)
    national = bool(_NATIONAL.search(inside))
    if _NATIONAL.search(_words(parent)) and not national:
        return False
    for line, tag in _lines_beside(parent, child):
        if not line or line in inside:
            continue
        if len(line) > _SHORT or (tag in _HEADINGS and not national):
            return False
        if _CLAUSE.match(line) and not (
            national and len(line) < 12
        ):  # "Khoản 1" and "Điểm a" of a list of contents
            return False
        if not national and _is_own_text(parent, line):
            return False
    return True


def _is_own_text(parent: etree._Element, line: str) -> bool:
    """Whether a line is the parent's own, not that of an element in it."""
    own = [parent.text or "", *(child.tail or "" for child in parent)]
    return any(line == normalise_space(text) for text in own)


def _lines_beside(parent: etree._Element, child: etree._Element) -> Iterator[tuple[str, str]]:
    """The lines of all that stands beside the child, outside links, each with the tag that it stands in."""
    yield normalise_space(parent.text or ""), parent.tag
    for element in parent:
        if element is not child and isinstance(element.tag, str):
            yield from _lines_of(element)
        yield normalise_space(element.tail or ""), parent.tag


def _lines_of(element: etree._Element) -> Iterator[tuple[str, str]]:
    if element.tag == "a" and element.get("href"):
        return
    inline = not any(is_block(below) for below in element.iter() if below is not element)
    if inline:
        linked = [_words(link) for link in element.iter("a") if link.get("href")]
        words = _words(element)
        for link in linked:
            words = words.replace(link, "", 1)
        yield normalise_space(words), element.tag
        return
    yield normalise_space(element.text or ""), element.tag
    for child in element:
        if isinstance(child.tag, str):
            yield from _lines_of(child)
        yield normalise_space(child.tail or ""), element.tag
