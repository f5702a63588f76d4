"""The rules that a page draws: edges of rectangles, thin rectangles and lines, out of its path objects."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from .shapes import Rule

_THIN = 3.0  # points: a rectangle as thin as this is a line
_MOST_SEGMENTS = 30_000  # of a page; maps and drawings have more, and no table
_DEEPEST = 6  # forms within forms
_Matrix = tuple[float, float, float, float, float, float]
_Place = Callable[[float, float], tuple[float, float]]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def page_rules(page: pdfium.PdfPage, place: _Place, area: float) -> tuple[list[Rule], float]:
    """The page's rules in the frame of `place`, and the share of its `area` that pictures cover."""
    rules: list[Rule] = []
    pictured = 0.0
    segments = 0
    for kind, item, matrix in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(item, matrix, place)
            pictured += max(x1 - x0, 0) * max(y1 - y0, 0)
            continue
        segments += max(pdfium_c.FPDFPath_CountSegments(item), 0)
        if segments > _MOST_SEGMENTS:
            return [], min(pictured / area, 1.0) if area else 0.0
        rules.extend(_of_path(item, matrix, place))
    return rules, min(pictured / area, 1.0) if area else 0.0


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, ctypes.c_void_p, _Matrix]]:
    waiting = [
        (pdfium_c.FPDFPage_GetObject(page, n), _PLAIN, 0)
        for n in range(pdfium_c.FPDFPage_CountObjects(page) - 1, -1, -1)
    ]
    while waiting:
        item, matrix, depth = waiting.pop()
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = _times(_matrix(item), matrix)
                waiting.extend(
                    (pdfium_c.FPDFFormObj_GetObject(item, n), inner, depth + 1)
                    for n in range(pdfium_c.FPDFFormObj_CountObjects(item) - 1, -1, -1)
                )
        elif kind in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
            yield kind, item, matrix


def _of_path(item: ctypes.c_void_p, outer: _Matrix, place: _Place) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _times(_matrix(item), outer)
    for points in _subpaths(item):
        placed = [place(*_apply(matrix, x, y)) for x, y in points]
        xs, ys = [p[0] for p in placed], [p[1] for p in placed]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if x1 - x0 <= _THIN and y1 - y0 <= _THIN:
            continue
        if y1 - y0 <= _THIN:
            yield Rule(True, (y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= _THIN:
            yield Rule(False, (x0 + x1) / 2, y0, y1)
        elif stroke.value:
            for (ax, ay), (bx, by) in pairwise(placed):
                if abs(ay - by) <= 1 < abs(ax - bx):
                    yield Rule(True, (ay + by) / 2, min(ax, bx), max(ax, bx))
                elif abs(ax - bx) <= 1 < abs(ay - by):
                    yield Rule(False, (ax + bx) / 2, min(ay, by), max(ay, by))


def _subpaths(item: ctypes.c_void_p) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; parts with curves are drawings and left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = False
    for n in range(pdfium_c.FPDFPath_CountSegments(item)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, n)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1 and not curved:
        yield points


def _bounds(item: ctypes.c_void_p, outer: _Matrix, place: _Place) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    ax, ay = place(*_apply(outer, left.value, bottom.value))
    bx, by = place(*_apply(outer, right.value, top.value))
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _matrix(item: ctypes.c_void_p) -> _Matrix:
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, matrix):
        return _PLAIN
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _apply(m: _Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    x, y = _apply(then, e, f)
    return (
        a * then[0] + b * then[2],
        a * then[1] + b * then[3],
        c * then[0] + d * then[2],
        c * then[1] + d * then[3],
        x,
        y,
    )
