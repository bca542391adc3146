import pytest

from sphinx_proceedings.media.answer import FaultError
from sphinx_proceedings.media.drawing.rewrite import rewrite

from .drawn import svg

pytestmark = pytest.mark.slow


def doubled(levels, one, first="<rect/>"):
    """Return parts each of which draws the one before it ten times."""
    parts = [f'<g id="p0">{first}</g>']
    parts += [f'<g id="p{n}">{one.format(n - 1) * 10}</g>' for n in range(1, levels)]
    return "".join(parts)


USE = '<use href="#p{0}"/>'
BOMBS = {
    "use": doubled(8, '<use href="#p{0}"/>'),
    "use in the order turned round": "".join(
        f'<g id="p{n}">{USE.format(n - 1) * 10}</g>' for n in range(8, 0, -1)
    )
    + '<g id="p0"/>',
    "use by an escaped name": doubled(8, '<use href="#%70{0}"/>'),
    "pattern": doubled(8, '<rect fill="url(#p{0})"/>')
    .replace("<g ", "<pattern ")
    .replace("</g>", "</pattern>"),
    "mask by a style": doubled(8, '<rect style="mask:u\\72l(#p{0})"/>'),
    "filter with pictures of parts": doubled(8, '<feImage href="#p{0}"/>'),
    "rules": "<style>"
    + "".join(f".c{n}{{fill:url(#p{n})}}" for n in range(8))
    + "</style>"
    + doubled(8, '<rect class="c{0}"/>'),
    "handed down": "".join(
        f'<pattern id="p{n}"><g fill="url(#p{n - 1})">{"<rect/>" * 10}</g></pattern>'
        for n in range(8)
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_grows_without_measure_is_refused(name):
    with pytest.raises(FaultError, match="grows to more than 1000000 elements"):
        rewrite(svg(BOMBS[name]))


@pytest.mark.parametrize(
    "inner",
    [
        '<g id="a"><use href="#a"/></g>',
        '<g id="a"><use href="#b"/></g><g id="b"><g><use href="#a"/></g></g>',
        '<pattern id="a"><rect fill="url(#a)"/></pattern>',
        '<use id="a" href="#a"/>',
        '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
    ],
)
def test_what_draws_itself_is_refused(inner):
    with pytest.raises(FaultError, match="draws itself"):
        rewrite(svg(inner))


def test_a_chain_that_is_long_is_refused():
    chain = "".join(f'<g id="p{n}"><use href="#p{n - 1}"/></g>' for n in range(1000))
    with pytest.raises(FaultError, match="nested too deeply when drawn"):
        rewrite(svg(chain))


def test_groups_too_deep_are_refused():
    with pytest.raises(FaultError, match="nested too deeply"):
        rewrite(svg("<g>" * 150 + "</g>" * 150))
    rewrite(svg("<g>" * 99 + "</g>" * 99))


def test_too_many_elements_are_refused():
    with pytest.raises(FaultError, match="more than 200000 elements"):
        rewrite(svg("<g/>" * 200_001))


@pytest.mark.parametrize(
    "inner",
    ['<rect class="a"/>' * 3000, f'<g class="a">{"<g/>" * 3000}</g>'],
)
def test_rules_that_multiply_are_refused(inner):
    rules = "".join(f".a{{fill:url(#p{n})}}" for n in range(1000))
    with pytest.raises(FaultError, match="follows more than 2000000 references"):
        rewrite(svg(f"<style>{rules}</style>{inner}"))


def test_what_is_drawn_often_but_not_too_often_stays():
    inner = '<path id="a" d="M0 0"/>' + '<use href="#a" fill="url(#missing)"/>' * 20_000
    rewrite(svg(inner))


def test_a_gradient_inside_what_is_filled_with_it_does_not_draw_itself():
    inner = '<g fill="url(#a)"><pattern id="a"><rect/></pattern><rect/></g>'
    assert b'fill="url(#a)"' in rewrite(svg(inner))[0]
