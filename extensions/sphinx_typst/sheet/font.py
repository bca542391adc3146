"""Fonts: those that the configuration names, and those of the machine that go well with them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import typst
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.util import logging

from sphinx_typst.language import parse
from sphinx_typst.markup import value

logger = logging.getLogger(__name__)

# What Typst brings.
_BUILT_IN: Final = {
    "text": ["Libertinus Serif"],
    "mono": ["DejaVu Sans Mono"],
    "math": ["New Computer Modern Math"],
}
# Debian's Noto has a serif font for most scripts. Typst would take any font with the letters, as
# one without serifs. These do not go with them: they are Latin, or a style, or chosen by language.
_NOT_COMPANIONS: Final = ("Noto Serif", "Noto Serif Display", "Noto Serif Tamil Slanted")
_CJK: Final = "Noto Serif CJK "


def open_fonts(config: Config, confdir: Path, folders: Sequence[Path] = ()) -> typst.Fonts:
    """Find the fonts that Typst may use: its own, those of the project, and more in `folders`."""
    return typst.Fonts(
        include_system_fonts=bool(config.typst_system_fonts),
        font_paths=[*(str(confdir / path) for path in config.typst_font_paths), *map(str, folders)],
    )


def check(_app: Sphinx, config: Config) -> None:
    """Stop on a value of `typst_fonts` that means nothing."""
    for key, names in config.typst_fonts.items():
        if key not in _BUILT_IN and parse(key) is None:
            raise ConfigError(
                f"typst_fonts: {key!r} is neither {', '.join(_BUILT_IN)} nor a language"
            )
        if isinstance(names, str) or not all(isinstance(name, str) for name in names):
            raise ConfigError(f"typst_fonts: {key!r} must be a list of names of fonts")


def module(config: Config, families: Sequence[str]) -> str:
    """Write the Typst module that says which fonts to use, of those that there are."""
    wanted: Mapping[str, Sequence[str]] = config.typst_fonts
    there = {name.lower() for name in families}
    for name in sorted({name for names in wanted.values() for name in names}):
        if name.lower() not in there:
            logger.warning(
                "typst_fonts: there is no font %r here", name, type="typst", subtype="font"
            )
    chosen = {
        key: [name for name in names if name.lower() in there] for key, names in wanted.items()
    }
    companions = [
        name
        for name in sorted(families)
        if (name.startswith("Noto Serif ") or name == "Noto Naskh Arabic")
        and not name.startswith(_CJK)
        and name not in _NOT_COMPANIONS
    ]
    lines = [
        f"#let {kind}-fonts = {value(chosen.get(kind) or built_in)}"
        for kind, built_in in _BUILT_IN.items()
    ]
    languages = {key: names for key, names in chosen.items() if key not in _BUILT_IN}
    cjk = {name.removeprefix(_CJK): name for name in sorted(families) if name.startswith(_CJK)}
    lines += [
        # Quotation marks and dashes have another width between Chinese characters.
        f"#let built-in = {value(not chosen.get('text'))}",
        f"#let languages = {value(languages)}",
        f"#let companions = {value(companions)}",
        f"#let cjk = {value(cjk)}",
    ]
    return "\n".join(lines) + "\n"
