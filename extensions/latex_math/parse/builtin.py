r"""Commands that are abbreviations of others; a formula sees them unless its author has their own.

They are what LaTeX's packages, MathJax, KaTeX and Wikipedia understand without a definition.
"""

from __future__ import annotations

from typing import Final

_PLAIN: Final = {
    "implies": r"\;\Longrightarrow\;", "impliedby": r"\;\Longleftarrow\;",
    "iff": r"\;\Longleftrightarrow\;", "colon": r"\mathpunct{:}",
    "bmod": r"\mathbin{\mathrm{mod}}", "varliminf": r"\mathop{\underline{\mathrm{lim}}}",
    "varlimsup": r"\mathop{\overline{\mathrm{lim}}}",
    "varinjlim": r"\mathop{\underrightarrow{\mathrm{lim}}}",
    "varprojlim": r"\mathop{\underleftarrow{\mathrm{lim}}}",
    "TeX": r"\text{TeX}", "LaTeX": r"\text{LaTeX}", "dotsc": r"\ldots", "dotsb": r"\cdots",
    "joinrel": r"\mathrel{\mkern-3mu}", "bowtie": r"\mathrel{⋈}", "idotsint": r"\int\cdots\int",
    "and": r"\qquad ",
    "wideoverbar": r"\overline", "widearc": r"\overparen", "slashint": r"\mathop{⨏}",
    "mathstrut": r"\vphantom{(}", "strut": r"\vphantom{(}", "nobreakspace": "~",
    "approxcolon": r"\mathrel{\approx\mathord{:}}",
    "simcolon": r"\mathrel{\sim\mathord{:}}", "colonsim": r"\mathrel{\mathord{:}\sim}",
    "Colonapprox": r"\mathrel{\mathord{:}\mathord{:}\approx}",
    "bgroup": "{", "egroup": "}", "begingroup": "{", "endgroup": "}",
    "empheqlbrace": r"\left\{", "dashint": r"\mathop{⨍}",
    "Perp": r"\mathrel{⫫}",
    # What KaTeX and Wikipedia call the sets of numbers, and HTML the symbols.
    "R": r"\mathbb{R}", "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "Q": r"\mathbb{Q}",
    "C": r"\mathbb{C}", "reals": r"\mathbb{R}", "Reals": r"\mathbb{R}",
    "natnums": r"\mathbb{N}", "cnums": r"\mathbb{C}", "Complex": r"\mathbb{C}",
    "alef": r"\aleph", "alefsym": r"\aleph", "bull": r"\bullet", "Dagger": r"\ddagger",
    "empty": r"\emptyset", "exist": r"\exists", "harr": r"\leftrightarrow",
    "hArr": r"\Leftrightarrow", "Harr": r"\Leftrightarrow", "image": r"\Im", "real": r"\Re",
    "infin": r"\infty", "isin": r"\in", "larr": r"\leftarrow", "lArr": r"\Leftarrow",
    "Larr": r"\Leftarrow", "lrarr": r"\leftrightarrow", "rarr": r"\rightarrow",
    "rArr": r"\Rightarrow", "Rarr": r"\Rightarrow", "uarr": r"\uparrow", "darr": r"\downarrow",
    "part": r"\partial", "plusmn": r"\pm", "sdot": r"\cdot", "sect": r"\S", "sub": r"\subset",
    "sube": r"\subseteq", "supe": r"\supseteq", "thetasym": r"\vartheta", "weierp": r"\wp",
    # The package physics.
    "grad": r"\boldsymbol{\nabla}", "gradient": r"\boldsymbol{\nabla}",
    "curl": r"\boldsymbol{\nabla}\times", "divergence": r"\boldsymbol{\nabla}\cdot",
    "laplacian": r"\nabla^2", "cross": r"\times", "crossproduct": r"\times", "vdot": r"\cdot",
    "dotproduct": r"\cdot", "principalvalue": r"\mathcal{P}", "PV": r"\mathcal{P}",
    "qcomma": r",\quad", "qc": r",\quad", "qcc": r"\quad\text{c.c.}\quad",
    **{f"q{word}": rf"\quad\text{{{word}}}\quad" for word in [
        "if", "then", "else", "otherwise", "unless", "given", "using", "assume", "since", "let",
        "for", "all", "even", "odd", "integer", "and", "or", "as", "in",
    ]},
    # Names of operators that authors define as themselves.
    **{name: rf"\operatorname{{{name}}}" for name in [
        "tr", "Tr", "trace", "rank", "diag", "sgn", "sign", "erf", "erfc", "Res", "Var", "Cov",
        "Corr", "Hom", "End", "Aut", "Ker", "coker", "im", "supp", "vol", "Vol", "dist", "conv",
        "id", "Id", "Spec", "Gal", "Ext", "Tor", "Ind", "ord", "lcm", "ad", "Ad", "adj", "proj",
        "logit", "softmax", "relu", "ReLU", "KL", "arccoth", "arcsch", "arcsech", "arctanh",
        "arcsinh", "arccosh", "arsech", "arcsch", "arcoth",
    ]},
    "argmin": r"\operatorname*{arg\,min}", "argmax": r"\operatorname*{arg\,max}",
    "plim": r"\operatorname*{plim}", "esssup": r"\operatorname*{ess\,sup}",
    "essinf": r"\operatorname*{ess\,inf}",
}  # fmt: skip

_WITH_ONE: Final = {
    "pmod": r"\quad(\mathrm{mod}\;#1)", "pod": r"\quad(#1)", "mod": r"\quad\mathrm{mod}\;\,#1",
    "bra": r"\mathinner{\langle{#1}|}", "ket": r"\mathinner{|{#1}\rangle}",
    "Bra": r"\left\langle{#1}\right|", "Ket": r"\left|{#1}\right\rangle",
    "Braket": r"\left\langle{#1}\right\rangle", "set": r"\{\,#1\,\}",
    "Set": r"\left\{\,#1\,\right\}", "substack": r"\begin{substack}#1\end{substack}",
    "lefteqn": r"\hspace{2em}&\hspace{-2em}#1",
    "Aboxed": r"&\boxed{\begin{noalign}#1\end{noalign}}",
    "circled": r"\textcircled{#1}", "phase": r"\angle{#1}",
    # The package physics.
    "order": r"\mathcal{O}\left(#1\right)", "pqty": r"\left(#1\right)",
    "bqty": r"\left[#1\right]", "Bqty": r"\left\{#1\right\}", "vqty": r"\left|#1\right|",
    "imat": r"\begin{smallmatrix}#1\end{smallmatrix}", "mathbfcal": r"\boldsymbol{\mathcal{#1}}",
}  # fmt: skip

_WITH_TWO: Final = {
    **dict.fromkeys(("comm", "commutator"), r"\left[#1,#2\right]"),
    **dict.fromkeys(
        ("acomm", "anticommutator", "pb", "poissonbracket", "acommutator"),
        r"\left\{#1,#2\right\}",
    ),
}

# Commands whose star means something else: number of arguments, with and without.
_STARRED: Final = {
    **dict.fromkeys(
        ("abs", "absolutevalue"), (1, r"\left\lvert #1\right\rvert", r"\lvert #1\rvert")
    ),
    "norm": (1, r"\left\lVert #1\right\rVert", r"\lVert #1\rVert"),
    **dict.fromkeys(("vb", "vectorbold"), (1, r"\mathbf{#1}", r"\boldsymbol{#1}")),
    **dict.fromkeys(("va", "vectorarrow"), (1, r"\vec{\mathbf{#1}}", r"\vec{\boldsymbol{#1}}")),
    **dict.fromkeys(("vu", "vectorunit"), (1, r"\hat{\mathbf{#1}}", r"\hat{\boldsymbol{#1}}")),
    "qq": (1, r"\quad\text{#1}\quad", r"\text{#1}\quad"),
}

# What aligns at the left, so that the lines below are indented.
MOVED_LEFT: Final = r"\hspace{#1em}&\hspace{-#1em}"

# Name -> number of arguments, body, body with a star.
BUILT_IN: Final[dict[str, tuple[int, str, str | None]]] = {
    **{name: (0, body, None) for name, body in _PLAIN.items()},
    **{name: (1, body, None) for name, body in _WITH_ONE.items()},
    **{name: (2, body, None) for name, body in _WITH_TWO.items()},
    **_STARRED,
}
