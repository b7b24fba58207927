"""A time line as a picture: where everything goes is worked out here, without Django, a clock or a browser.

`wide` draws lanes from left to right for a screen or a sheet of paper; `tall` draws one column downwards for a phone; `svg`
prints either. Nothing overlaps, nothing leaves the frame, and what is not drawn is named in `Drawing.left_out`.
"""

from .shapes import Bar, Box, Drawing, Item, Label, Lane, Line, Mark, Part, Trail, fit, text_width, wrap
from .svg import Colours, svg
from .tall import tall
from .wide import wide

__all__ = [
    "Bar",
    "Box",
    "Colours",
    "Drawing",
    "Item",
    "Label",
    "Lane",
    "Line",
    "Mark",
    "Part",
    "Trail",
    "fit",
    "svg",
    "tall",
    "text_width",
    "wide",
    "wrap",
]
