"""How far a stretch of text, as an engine read it, is from what was printed."""

from __future__ import annotations


def edit_costs(text: str, label: str, *, anywhere: bool = True) -> list[int]:
    """For each n: the fewest edits between the label and a stretch of text that ends at n.

    ``anywhere``: the stretch may begin at any place, else it begins with the text.  A column of
    the edit table is two numbers whose bits say where it rises and falls (Myers 1999, Hyyrö 2003).
    """
    places: dict[str, int] = {}
    for place, char in enumerate(label):
        places[char] = places.get(char, 0) | 1 << place
    full = (1 << len(label)) - 1
    last = 1 << (len(label) - 1)
    rises, falls, cost = full, 0, len(label)
    costs = [cost]
    for char in text:
        same = places.get(char, 0)
        kept = (((same & rises) + rises) ^ rises) | same | falls
        up = falls | (full & ~(kept | rises))
        down = rises & kept
        cost += bool(up & last) - bool(down & last)
        costs.append(cost)
        up = up << 1 | (not anywhere)
        down <<= 1
        rises = full & (down | ~(kept | up))
        falls = up & kept
    return costs
