"""The ruled lines of a PDF page and the cells that they enclose.

The drawing operators are interpreted by pdfminer with its text switched off (nine tenths of its time); the crossing of
lines into cells is pdfplumber's. Text comes from pdfium instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTContainer, LTCurve, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfplumber import table as crossing

Box = tuple[float, float, float, float]
TOLERANCE = 3.0
SHORTEST = 3.0
STRAIGHT = 1.0


class _NoFonts(PDFResourceManager):
    def get_font(self, objid: object, spec: object) -> Any:
        return None


class _Strokes(PDFLayoutAnalyzer):
    """Keeps the paths of the page last processed, with their place from the top left corner."""

    edges: list[dict[str, Any]]

    def receive_layout(self, ltpage: Any) -> None:
        self.edges = []
        for shape in _shapes(ltpage):
            points = _corners(shape) if isinstance(shape, LTRect) else list(shape.pts)
            for (x0, y0), (x1, y1) in pairwise(points):
                self._add(min(x0, x1), ltpage.height - max(y0, y1), max(x0, x1), ltpage.height - min(y0, y1))

    def _add(self, left: float, top: float, right: float, bottom: float) -> None:
        flat, upright = bottom - top <= STRAIGHT, right - left <= STRAIGHT
        if flat == upright:  # slanting, or a dot
            return
        if flat:
            top = bottom = (top + bottom) / 2
        else:
            left = right = (left + right) / 2
        self.edges.append(
            {
                "object_type": "line",
                "orientation": "h" if flat else "v",
                "x0": left,
                "x1": right,
                "top": top,
                "bottom": bottom,
                "doctop": top,
                "width": right - left,
                "height": bottom - top,
            }
        )

    def render_string(self, *arguments: object, **named: object) -> None:
        pass

    def render_image(self, *arguments: object, **named: object) -> None:
        pass


class Ruler:
    """Finds the tables of single pages of one PDF."""

    def __init__(self) -> None:
        manager = _NoFonts()
        self._device = _Strokes(manager)
        self._interpreter = PDFPageInterpreter(manager, self._device)

    def tables(self, page: Any) -> list[list[Box]]:
        """The cells (left, top, right, bottom, in points from the top left) of each table of a pdfminer page."""
        self._device.edges = []
        self._interpreter.process_page(page)
        edges = crossing.merge_edges(self._device.edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
        edges = [edge for edge in edges if max(edge["width"], edge["height"]) >= SHORTEST]
        crossings = crossing.edges_to_intersections(edges, TOLERANCE, TOLERANCE)
        return [list(cells) for cells in crossing.cells_to_tables(crossing.intersections_to_cells(crossings))]


def _shapes(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTCurve):
            yield item
        elif isinstance(item, LTContainer):
            yield from _shapes(item)


def _corners(shape: Any) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = shape.bbox
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
