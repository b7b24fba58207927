"""A drawing as SVG: no script, no style sheet, no address, so that it can stand in a page and be kept as a file."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from .shapes import Bar, Drawing, Label, Line, Mark

INK, QUIET, PAPER = "#0b0c0c", "#505a5f", "#ffffff"
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
LOOKS = {
    "item": (INK, "400"),
    "when": (QUIET, "400"),
    "line": (INK, "400"),
    "heading": (INK, "700"),
    "subheading": (QUIET, "400"),
    "axis": (QUIET, "400"),
    "today": (INK, "700"),
}


@dataclass(frozen=True)
class Colours:
    """One colour in three shades: what has been, what is to come, lines. None says good or bad."""

    main: str = "#1d4f5f"
    tint: str = "#e4eaec"
    line: str = "#c3cdd1"


def svg(
    drawing: Drawing, *, title: str, description: str, name: str, colours: Colours, alone: bool = False
) -> str:
    """The picture. title and description are read out in its place; name begins its ids.

    alone  it is a file of its own: with the namespace, its size and a white ground
    """
    parts = [_head(drawing, title, description, name, alone)]
    parts += [_line(one, colours) for one in drawing.lines]
    grouped: dict[str, list[str]] = {}
    for bar in drawing.bars:
        grouped.setdefault(bar.key, []).append(_bar(bar, colours))
    for mark in drawing.marks:
        grouped.setdefault(mark.key, []).append(_mark(mark, colours))
    for key, shapes in grouped.items():
        parts.append(f"<g><title>{_text(drawing.notes.get(key, ''))}</title>{''.join(shapes)}</g>")
    parts += [_label(one) for one in drawing.labels]
    return "\n".join([*parts, "</svg>\n"])


def _head(drawing: Drawing, title: str, description: str, name: str, alone: bool) -> str:
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    if alone:
        size += (
            f' xmlns="http://www.w3.org/2000/svg" width="{_n(drawing.width)}" height="{_n(drawing.height)}"'
        )
    ids = f"{name}-title {name}-description"
    head = f'<svg {size} role="img" aria-labelledby="{ids}" font-family="{FONT}">'
    if alone:
        head += f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    said = f'<title id="{name}-title">{_text(title)}</title><desc id="{name}-description">{_text(description)}</desc>'
    return f"{head[: head.index('>') + 1]}{said}{head[head.index('>') + 1 :]}"


def _line(line: Line, colours: Colours) -> str:
    if line.look == "trail":
        bend = max(18.0, abs(line.x2 - line.x1) / 2)
        curve = (
            f"M{_n(line.x1)} {_n(line.y1)} C{_n(line.x1 + bend)} {_n(line.y1)} {_n(line.x2 - bend)} {_n(line.y2)} "
            f"{_n(line.x2)} {_n(line.y2)}"
        )
        return f'<path d="{curve}" fill="none" stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="2 3"/>'
    look = {
        "year": f'stroke="{colours.tint}" stroke-width="1"',
        "today": f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 4"',
        "lane": f'stroke="{colours.line}" stroke-width="1"',
    }[line.look]
    return f'<line x1="{_n(line.x1)}" y1="{_n(line.y1)}" x2="{_n(line.x2)}" y2="{_n(line.y2)}" {look}/>'


def _bar(bar: Bar, colours: Colours) -> str:
    box = bar.box
    length = box.height if bar.upright else box.width
    tip = min(9.0, length / 2) if bar.arrow or bar.cut_end else 0.0
    back = min(5.0, length / 4) if bar.cut_start else 0.0
    points = _outline(bar, tip, back)
    look = (
        f'fill="{PAPER}" stroke="{colours.main}" stroke-width="1.5" stroke-dasharray="4 3"'
        if bar.future
        else f'fill="{colours.main}" stroke="{colours.main}" stroke-width="1"'
    )
    return f'<polygon points="{" ".join(f"{_n(x)},{_n(y)}" for x, y in points)}" {look}/>'


def _outline(bar: Bar, tip: float, back: float) -> list[tuple[float, float]]:
    """The corners: a point where no end is stated or the frame cuts it off, a notch where it began before the frame."""
    box = bar.box
    if bar.upright:
        middle = box.x + box.width / 2
        return [
            (box.x, box.y), (middle, box.y + back), (box.right, box.y), (box.right, box.bottom - tip),
            (middle, box.bottom), (box.x, box.bottom - tip),
        ]  # fmt: skip
    middle = box.y + box.height / 2
    return [
        (box.x, box.y), (box.right - tip, box.y), (box.right, middle), (box.right - tip, box.bottom), (box.x, box.bottom),
        (box.x + back, middle),
    ]  # fmt: skip


def _mark(mark: Mark, colours: Colours) -> str:
    x, y, r = mark.x, mark.y, mark.radius
    if mark.form.startswith("level-"):
        return _level(mark, int(mark.form[-1]), colours)
    if mark.form == "diamond":
        points = f"{_n(x)},{_n(y - r)} {_n(x + r)},{_n(y)} {_n(x)},{_n(y + r)} {_n(x - r)},{_n(y)}"
        return f'<polygon points="{points}" fill="{PAPER}" stroke="{colours.main}" stroke-width="2"/>'
    return (
        f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r - 1)}" fill="{PAPER}" stroke="{colours.main}" '
        'stroke-width="2"/>'
    )


def _level(mark: Mark, level: int, colours: Colours) -> str:
    """Four steps, of which as many are filled as the grade stands from below. The words stand beside it."""
    step = 2 * mark.radius / 4
    found = []
    for number in range(4):
        height = step * (number + 1)
        fill = colours.main if number < level else PAPER
        found.append(
            f'<rect x="{_n(mark.x - mark.radius + number * step + 0.3)}" y="{_n(mark.y + mark.radius - height)}" '
            f'width="{_n(step - 0.6)}" height="{_n(height)}" fill="{fill}" stroke="{colours.main}" stroke-width="0.8"/>'
        )
    return "".join(found)


def _label(label: Label) -> str:
    fill, weight = LOOKS[label.look]
    y = label.box.y + label.box.height / 2 + label.size * 0.35
    return (
        f'<text x="{_n(label.box.x)}" y="{_n(y)}" font-size="{_n(label.size)}" font-weight="{weight}" fill="{fill}" '
        f'stroke="{PAPER}" stroke-width="3" paint-order="stroke">{_text(label.text)}</text>'
    )


def _text(text: str) -> str:
    """Words as they may stand in XML; control characters, which may not, are left out."""
    return escape("".join(sign for sign in text if sign.isprintable() or sign == " "), quote=True)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
