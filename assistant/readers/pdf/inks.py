"""A page in grey without coloured inks: what a red stamp says is not the document's, and what is printed under it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_INKED = 30  # of 127: how far an ink is from grey, at least
_LEAST = 200  # pixels of that: less is noise
_SMEARED = 2  # pixels that the colour of a stroke reaches around it, as scanners keep pictures
_FAINT = 4  # of 127: less is grey
_ROWS = 256


def without_stamps(picture: Image.Image) -> Image.Image:
    """A picture in grey without its red ink: each pixel under it is as light as it would be without.

    Red ink is as dark as it is red, in a proportion of its own, however much of the paper it covers. What is darker is printed.
    """
    colours = picture.convert("YCbCr").getchannel("Cr")
    luma = picture.convert("L")
    redness = np.maximum(np.asarray(colours), 128) - np.uint8(128)
    strong = redness > _INKED
    inks = redness[strong]
    if inks.size < _LEAST:
        return luma
    light = np.array(luma)
    pure = inks >= np.median(inks)
    darkness = float(np.median((255.0 - light[strong][pure]) / inks[pure]))
    around = _spread(np.minimum(redness, np.uint8(np.percentile(inks, 95))))
    for top in range(0, len(light), _ROWS):  # a page as a whole would take too much memory
        rows, ink = light[top : top + _ROWS], around[top : top + _ROWS]
        inked = ink > _FAINT
        rows[inked] = np.minimum(255.0 * rows[inked] / np.maximum(255 - darkness * ink[inked], 1), 255.0)
    return Image.fromarray(light)


def _spread(channel: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each pixel as the highest of those around it."""
    for _ in range(2):
        highest = channel.copy()
        for step in range(1, _SMEARED + 1):
            np.maximum(highest[step:], channel[:-step], out=highest[step:])
            np.maximum(highest[:-step], channel[step:], out=highest[:-step])
        channel = highest.T
    return channel
