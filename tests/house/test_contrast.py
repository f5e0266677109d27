"""Every pair of colours that meets on a page can be read, in both themes."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "static" / "css" / "tokens.css"
TEXT = 4.5
SHAPES = 3.0
PAPERS = ["paper", "paper-raised", "paper-sunken", "accent-wash"]
PAIRS = [
    *((ink, paper, TEXT) for paper in PAPERS for ink in ("ink", "ink-soft")),
    *(
        (ink, paper, TEXT)
        for paper in PAPERS[:3]
        for ink in ("accent", "good", "warn", "bad")
    ),
    ("accent-ink", "accent", TEXT),
    ("accent-ink", "accent-hover", TEXT),
    *(("line-strong", paper, SHAPES) for paper in PAPERS[:3]),
]


def colours(hue: int) -> dict[str, tuple[str, str]]:
    text = TOKENS.read_text().replace("var(--hue)", str(hue))
    pattern = r"--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)"
    return {name: (light, dark) for name, light, dark in re.findall(pattern, text)}


def luminance(oklch: str) -> float:
    """Relative luminance (WCAG 2.2) of a colour; OKLCH after Björn Ottosson."""
    lightness, chroma, hue = map(float, oklch.split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    r, g, b = (min(max(c, 0.0), 1.0) for c in (red, green, blue))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_has_its_contrast_with_every_accent(front, back, least, theme):
    for hue in range(0, 360, 6):
        known = colours(hue)
        one, two = luminance(known[front][theme]), luminance(known[back][theme])
        ratio = (max(one, two) + 0.05) / (min(one, two) + 0.05)
        assert ratio >= least, f"{ratio:.2f} at hue {hue}"
