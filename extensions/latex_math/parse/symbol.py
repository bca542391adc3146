"""Which character a symbol's command stands for, and how it spaces itself.

The bulk comes from docutils' tables (made from Günter Milde's unimath-symbols); what is here
are the commands they lack and the few where Typst's fonts want another character.
"""

# ruff: noqa: RUF001 (characters that look alike are the subject here)
from __future__ import annotations

import unicodedata
from typing import cast

from docutils.utils.math import tex2unichar

from latex_math.tree import Kind

# Characters that the keyboard gives, as LaTeX's mathematics prints them.
PLAIN: dict[str, tuple[str, Kind]] = {
    "+": ("+", "bin"), "-": ("−", "bin"), "*": ("∗", "bin"), "/": ("/", "ord"),
    "=": ("=", "rel"), "<": ("<", "rel"), ">": (">", "rel"), ":": (":", "rel"),
    ",": (",", "punct"), ";": (";", "punct"), ".": (".", "ord"), "!": ("!", "ord"),
    "?": ("?", "ord"), "(": ("(", "open"), ")": (")", "close"), "[": ("[", "open"),
    "]": ("]", "close"), "|": ("|", "fence"), "@": ("@", "ord"), '"': ("″", "ord"),
    "`": ("‘", "open"),
}  # fmt: skip

_MORE: dict[Kind, str] = {
    "ord": r"""
        % % # # & & $ $ _ _ cdotp · ldotp . hbar ℏ hslash ℏ Bbbk 𝕜 imath ı jmath ȷ
        ell ℓ wp ℘ Re ℜ Im ℑ aleph ℵ beth ℶ gimel ℷ daleth ℸ eth ð partial ∂ infty ∞
        blacksquare ■ square □ Box □ qed ∎ Diamond ◇ lozenge ◊ blacklozenge ⧫ triangle △
        blacktriangle ▲
        blacktriangledown ▼ triangledown ▽ bigstar ★ diagdown ╲ diagup ╱ copyright ©
        textregistered ® registered ® degree ° textdegree ° celsius ℃ angstrom Å AA Å dag † ddag ‡
        dots … dotsc … dotso … textellipsis … dotsb ⋯ dotsm ⋯ dotsi ⋯ hdots … cdots ⋯
        ldots … slash /
        mathellipsis … vdots ⋮ ddots ⋱ iddots ⋰ adots ⋰ clubs ♣ diamonds ♢ hearts ♡
        spades ♠ increment ∆ smallint ∫ backepsilon ϶ ohm Ω mathsection § mathparagraph ¶
        textbackslash \ textbar | textless < textgreater > textunderscore _ textdollar $ lq ‘ rq ’
        emptyset ∅ varnothing ⌀ sharp ♯ flat ♭ natural ♮ laplace ∆ vartriangle △
        Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ
        Chi Χ omicron ο Digamma Ϝ upalpha α textmu µ micro µ euro € texteuro € pounds £ yen ¥
        nexists ∄ complement ∁ astrosun ☉ colon : neg ¬ lnot ¬ thorn þ
    """,
    "bin": r"""
        centerdot ⋅ cdot ⋅ wedge ∧ land ∧ lor ∨ vee ∨ setminus ∖ smallsetminus ∖
        bigtriangleup △ bigtriangledown ▽ diamond ⋄ star ⋆ ast ∗ bigcirc ◯ circ ∘ bullet ∙
        triangleleft ◁ triangleright ▷ unlhd ⊴ unrhd ⊵ doublecup ⋓ doublecap ⋒ And & with &
        parr ⅋ invamp ⅋ lhd ⊲ rhd ⊳ obar ⌽ minuso ⦵ boxempty □ dotplus ∔ cupdot ⊍ cupplus ⊎
        rtimes ⋊ ltimes ⋉ dagger † ddagger ‡ plus + minus − times × div ÷ uplus ⊎
    """,
    "rel": r"""
        colonequals ≔ coloneqq ≔ coloneq ≔ Coloneqq ⩴ equalscolon ≕ eqqcolon ≕
        eqcolon ≕ vcentcolon ∶ ratio ∶ dblcolon ∷ Colon ∷ perp ⟂ independent ⫫ indep ⫫
        Join ⋈ lt < gt > nless ≮ ngtr ≯ thickapprox ≈ thicksim ∼ shortmid ∣
        shortparallel ∥ smallsmile ⌣ smallfrown ⌢ varpropto ∝ rightleftharpoons ⇌
        leftrightharpoons ⇋
        longmapsto ⟼ mapsto ↦ mapstochar ↦ leadsto ⇝ rightsquigarrow ⇝ upharpoonright ↾
        restriction ↾
        nsubset ⊄ nsupset ⊅ nsubseteqq ⊈ nsupseteqq ⊉ nleqslant ≰ ngeqslant ≱ nleqq ≰ ngeqq ≱
        nshortmid ∤ nshortparallel ∦ varsubsetneq ⊊ varsupsetneq ⊋ varsubsetneqq ⊊ varsupsetneqq ⊋
        npreceq ⋠ nsucceq ⋡ precneq ⪱ succneq ⪲ trianglelefteq ⊴ trianglerighteq ⊵
        lvertneqq ≨ gvertneqq ≩
        dashrightarrow ⇢ dashleftarrow ⇠ dasharrow ⇢ eqdef ≝ defeq ≔ triangleq ≜ wedgeq ≙
        arceq ≘ questeq ≟ measeq ≞ stareq ≛ doteq ≐ Doteq ≑ doteqdot ≑ notni ∌ owns ∋ ni ∋ nni ∌
        models ⊨ vDash ⊨ Vdash ⊩ VDash ⊫ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
        Longrightarrow ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ to → gets ← rightarrow → leftarrow ←
        nrightarrow ↛ nleftarrow ↚ nsim ≁ nsimeq ≄ napprox ≉ nequiv ≢ nasymp ≭ neq ≠ ne ≠
        upmodels ⫫ longleadsto ⟿ longrightsquigarrow ⟿ rightleftarrows ⇄ leftrightarrows ⇆
        circlearrowleft ↺ circlearrowright ↻ lightning ↯
        leftrightsquigarrow ↭ twoheadrightarrow ↠ twoheadleftarrow ↞ upuparrows ⇈ downdownarrows ⇊
        precdot ⋖ subsetplus ⪿ supsetplus ⫀ nparallel ∦ vartriangleleft ⊲ vartriangleright ⊳
        blacktriangleleft ◀ blacktriangleright ▶ lesseqgtr ⋚ gtreqless ⋛ between ≬
        varlrttriangle ⊲
    """,
    "op": r"""
        bigsqcap ⨅ bigplus ⨹ bigtimes ⨉ bigdoublevee ⩖ bigdoublewedge ⩕ sumint ⨋ iiiint ⨌
        idotsint ∫⋯∫ ointclockwise ∲ oiint ∯ oiiint ∰ fint ⨏ intbar ⨍ strokedint ⨏ bigast
        ✱ bigcupdot ⨃
    """,
    "open": r"""lparen ( lbrack [ lbrace { langle ⟨ lfloor ⌊ lceil ⌈ llbracket ⟦ lBrack ⟦ lgroup ⟮
        lmoustache ⎰ llangle ⟪ lAngle ⟪ lBrace ⦃ lVert ‖ lvert | llparenthesis ⦇ ulcorner ⌜
        llcorner ⌞ lang ⟨""",
    "close": r"""rparen ) rbrack ] rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rrbracket ⟧ rBrack ⟧ rgroup ⟯
        rmoustache ⎱ rrangle ⟫ rAngle ⟫ rBrace ⦄ rVert ‖ rvert | rrparenthesis ⦈ urcorner ⌝
        lrcorner ⌟ rang ⟩""",
    "fence": r"""vert | Vert ‖ Vvert ⦀""",
}


def _tables() -> dict[str, tuple[str, Kind]]:
    """Join docutils' tables and ours; ours win."""
    kinds: dict[str, Kind] = {
        "mathalpha": "letter", "mathord": "ord", "mathbin": "bin", "mathrel": "rel",
        "mathop": "op", "mathopen": "open", "mathclose": "close", "mathfence": "fence",
        "mathpunct": "ord",
    }  # fmt: skip
    found: dict[str, tuple[str, Kind]] = {}
    for table, kind in kinds.items():
        for name, char in cast("dict[str, str]", getattr(tex2unichar, table)).items():
            found["\\" + name] = (char.replace("\ufe0e", "").replace("\ufe00", ""), kind)
    for kind, words in _MORE.items():
        listed = words.split()
        for name, char in zip(listed[::2], listed[1::2], strict=True):
            found["\\" + name] = (char, _kind(char, kind))
    found["\\|"] = ("‖", "fence")
    return {name: value for name, value in found.items() if len(value[0]) == 1}


def _kind(char: str, kind: Kind) -> Kind:
    """Letters take alphabets, whatever table they are in."""
    return "letter" if kind == "ord" and char.isalpha() else kind


SYMBOLS = _tables()
BY_CHARACTER: dict[str, tuple[str, Kind]] = {
    char: (char, kind) for char, kind in reversed(SYMBOLS.values())
}
# U+220F and the like as typed; `\perp` and `\bot` share looks, not spacing.
BY_CHARACTER.update({"⊥": ("⊥", "rel"), "−": ("−", "bin"), "·": ("⋅", "bin"), "∆": ("∆", "ord")})

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni", strict=True))
SUBSCRIPTS = dict(
    zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ", "0123456789+−=()aeoxhklmnpstij", strict=True)
)
PRIMES = {"′": 1, "″": 2, "‴": 3, "⁗": 4}

# Named functions; those of the second line take limits.
FUNCTIONS = {
    name: (name, False)
    for name in [
        "arccos",
        "arcsin",
        "arctan",
        "arg",
        "cos",
        "cosh",
        "cot",
        "coth",
        "csc",
        "deg",
        "dim",
        "exp",
        "hom",
        "ker",
        "lg",
        "ln",
        "log",
        "sec",
        "sin",
        "sinh",
        "tan",
        "tanh",
        "arccot",
        "arccsc",
        "arcsec",
        "arsinh",
        "arcosh",
        "artanh",
        "sech",
        "csch",
        "arctg",
        "tg",
        "ctg",
        "cotg",
        "sh",
        "ch",
        "th",
        "cosec",
    ]
} | {name: (name, True) for name in ["det", "gcd", "inf", "lim", "max", "min", "sup", "Pr"]}
FUNCTIONS |= {
    "liminf": ("lim\u2009inf", True), "limsup": ("lim\u2009sup", True),
    "injlim": ("inj\u2009lim", True), "projlim": ("proj\u2009lim", True),
}  # fmt: skip


def negated(char: str) -> str | None:
    """Return the one character that is ``char`` struck through, if Unicode has it."""
    combined = unicodedata.normalize("NFC", {"∣": "∣", "∥": "∥"}.get(char, char) + "\u0338")
    return combined if len(combined) == 1 else None
