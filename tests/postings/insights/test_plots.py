"""Plots: numbers in, whole coordinates out."""

from hypothesis import given, strategies as st

from postings.insights import plots

values = st.lists(st.integers(0, 10**9).map(float), max_size=60)


def points(numbers):
    return [(f"n{i}", value, str(value)) for i, value in enumerate(numbers)]


@given(values)
def test_every_bar_is_inside_and_as_long_as_its_value(numbers):
    for draw in (plots.columns, plots.rows):
        plot = draw(points(numbers))
        assert len(plot.bars) == len(numbers)
        for bar in plot.bars:
            length = bar.height if draw is plots.columns else bar.width
            assert (length == 0) is (bar.value == 0)
            assert 0 <= bar.x <= bar.x + bar.width <= plot.width + 1
            assert 0 <= bar.y <= bar.y + bar.height <= plot.height


def test_the_highest_column_carries_its_figure():
    plot = plots.columns(points([1.0, 4.0, 2.0]))
    assert plot.top.shown == "4.0"
    assert [end.name for end in plot.ends] == ["n0", "n2"]


def test_nothing_to_show_is_said_and_not_drawn():
    assert not plots.columns(points([0.0, 0.0])).has_figures
    assert plots.columns([]).top is None
    assert plots.rows([]).ends == []


def test_a_spread_is_drawn_from_low_to_high_and_marked_in_the_middle():
    one, other = plots.ranges(
        [("a", 1000, 2000, 4000, "2"), ("b", 500, 500, 500, "0.5")]
    ).bars
    assert one.x < one.mark < one.end <= plots.WIDTH - plots.WIDE_FIGURE
    assert one.end == 4 * one.x == 2 * one.mark
    assert (other.x, other.width) == (other.mark, 1)
