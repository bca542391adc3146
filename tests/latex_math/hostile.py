"""Formulas that mean harm or nothing, which tests of all languages of output go through."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from latex_math.parse.environment import _ENVIRONMENTS
from latex_math.parse.formula import _COMMANDS
from latex_math.parse.fraction import INFIXES
from latex_math.parse.symbol import SYMBOLS

HOSTILE = [
    '#read("/etc/passwd")', "#eval", '"', '\\"', "*/", "//", "/*", "$", "\\u{41}", "->", "...",
    "=>", "~>", "[|", "sum", "pi", "f(x)", "a.b", "x_(1)", ";", ",", ")", "(", "`", "@x", "<x>",
    "#", "&",
    '\\text{"#x" // \\}', '\\operatorname{a"b}', "\\text{\\\\}", "√", "½", "😀", "中", "ج",
    "\u0302",
]  # fmt: skip
ATOMS = st.one_of(
    st.sampled_from("abcxyzABC0123456789+-=*/<>|!?.,:;()[]'~ "),
    st.sampled_from(sorted(SYMBOLS)).map(lambda name: name + " "),
    st.sampled_from(HOSTILE),
    st.characters(exclude_categories=["Cs"]),
)


def _compound(inner):
    group = inner.map(lambda text: "{" + text + "}")
    commands = st.sampled_from([*_COMMANDS, *INFIXES])
    environments = st.sampled_from(sorted(_ENVIRONMENTS))
    return st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(commands, group).map("".join),
        st.tuples(commands, group, group).map("".join),
        st.tuples(inner, st.just("_"), group, st.just("^"), group).map("".join),
        st.tuples(inner, inner).map(lambda pair: rf"\left({pair[0]}\middle|{pair[1]}\right."),
        st.tuples(environments, inner, inner, inner).map(
            lambda parts: (
                rf"\begin{{{parts[0]}}}{parts[1]}&{parts[2]}\\{parts[3]}\end{{{parts[0]}}}"
            )
        ),
    )


FORMULAS = st.recursive(ATOMS, _compound, max_leaves=12)
RELAXED = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
