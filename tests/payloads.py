"""What an attacker, or a careless paste, could put into a field of the seeds."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

from conftest import TINY

PAYLOADS = [
    # Elements and handlers.
    "<script>pwned=1</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "</script><script>pwned=1</script>",
    "<img src=x onerror=pwned=1>",
    "<svg/onload=pwned=1>",
    "<svg><script>pwned=1</script></svg>",
    "<body onload=pwned=1>",
    "<iframe src=javascript:pwned=1></iframe>",
    '<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "<object data=javascript:pwned=1>",
    "<embed src=//evil.example/x.swf>",
    "<details open ontoggle=pwned=1>",
    "<input autofocus onfocus=pwned=1>",
    "<video><source onerror=pwned=1></video>",
    "<form action=//evil.example><input type=submit>",
    "<button formaction=javascript:pwned=1>x</button>",
    "<math><mi//xlink:href='javascript:pwned=1'>x</math>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<template><script>pwned=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=pwned=1>'>",
    "<!--><img src=x onerror=pwned=1>-->",
    "<![CDATA[<img src=x onerror=pwned=1>]]>",
    "<?xml-stylesheet href='javascript:pwned=1'?>",
    "<a id=edition name=config>clobbers</a>",
    # Out of attributes and of scripts with data.
    "' onmouseover='pwned=1",
    '" onmouseover="pwned=1',
    '"><script>pwned=1</script>',
    "'><img src=x onerror=pwned=1>",
    "` onmouseover=`pwned=1`",
    "</title><script>pwned=1</script>",
    "</textarea><script>pwned=1</script>",
    '"}</script><script>pwned=1</script>',
    "\\u003cscript\\u003epwned=1\\u003c/script\\u003e",
    "&lt;script&gt;pwned=1&lt;/script&gt;",
    "&#x3C;img src=x onerror=pwned=1&#x3E;",
    # Addresses.
    "javascript:pwned=1",
    "JaVaScRiPt&#58;pwned=1",
    "data:text/html,<script>pwned=1</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    # Markdown.
    "[x](javascript:pwned=1)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](x onerror=pwned=1)",
    "![x](//evil.example/x.png)",
    "<javascript:pwned=1>",
    "[x]: javascript:pwned=1",
    "[x][x] [x]: //evil.example 'a'",
    "x{: onclick=pwned=1 }",
    "x { #p1 onclick=pwned=1 .evil }",
    "# heading { #p1 }",
    "*[HTML]: <img src=x onerror=pwned=1>",
    "[^1] [^1]: <img src=x onerror=pwned=1>",
    "```html <script>pwned=1</script> ```",
    "`<script>pwned=1</script>`",
    "| a | b | --- | --- |",
    "--8<-- '/etc/passwd'",
    "!!! danger 'evil'",
    ":material-skull: $x^2$ $$pwned$$",
    "1. list - list + list",
    "--- title: evil --- ...",
    # Templates.
    "{{ 7*7 }}{{ config.__class__ }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{# hidden #} ${7*7} #{7*7} <%= 7*7 %> %(x)s {0.__class__}",
    # Spreadsheets and other readers of the exports.
    '=HYPERLINK("//evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\\input{/etc/passwd} \\write18{id}",
]


def dump(data: object) -> str:
    """JSON is YAML as well."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def hostile_seeds(folder: Path, allowed: list[str]) -> Path:
    """The tiny edition with a payload in every field that takes free words.

    *allowed* are those that prose takes; the others stand in single lines.
    """
    shutil.copytree(TINY, folder)
    for name in ("terms", "sources", "commitments", "formulas", "earlier", "subjects"):
        extra = {f"evil-{n}": RECORDS[name](n, allowed) for n in range(len(PAYLOADS))}
        parts = folder / name
        parts.mkdir()
        (folder / f"{name}.yml").rename(parts / "base.yml")
        (parts / "evil.yml").write_text(dump(extra), encoding="utf-8")
    _edition(folder)
    _paragraph(folder, allowed)
    _primer(folder, allowed)
    return folder


def line(number: int, shift: int = 0) -> str:
    return PAYLOADS[(number + shift) % len(PAYLOADS)]


def said(number: int, allowed: list[str]) -> str:
    """A line that is read as a sentence, and takes no markup."""
    return allowed[number % len(allowed)]


def prose(number: int, allowed: list[str]) -> str:
    return f"{allowed[number % len(allowed)]} [@evil-{number % len(PAYLOADS)}]"


RECORDS = {
    "terms": lambda n, allowed: {
        "name": line(n),
        "kind": "concept",
        "bears_on": ["p1-s1"],
        "other_names": [line(n, 1), line(n, 2)],
        "forms": {
            "fr": {"form": line(n, 3), "roman": line(n, 4), "basis": "known", "note": line(n, 5)}
        },
        "what": prose(n, allowed),
        "facts": [{"date": "2000", "text": prose(n + 1, allowed), "sources": ["gazette"]}],
    },
    "sources": lambda n, _: {
        "title": line(n),
        "publisher": f"{line(n, 1)} {n}",  # each by one spelling alone
        "url": f"https://example.org/evil/{n}",
        "kind": "news",
        "language": "en",
        "shows": line(n, 2),
        "looked_at": "2001-02-04",
        "copy_of": line(n, 3),
    },
    "commitments": lambda n, allowed: {
        "name": line(n),
        "who": "both",
        "sentence": "p2-s1",
        "quote": "will meet again",
        "due": line(n, 1),
        "checkable": 2,
        "watch": said(n, allowed),
        "status": [{"date": "2001", "standing": "open", "text": prose(n, allowed)}],
    },
    "formulas": lambda n, allowed: {
        "quote": "share the river",
        "sentence": "p1-s1",
        "verdict": prose(n, allowed),
        "history": {
            "first-accord": {
                "match": "changed",
                "basis": "joint-text",
                "words": " ".join(line(n).split()[:10]),
                "note": said(n, allowed),
                "sources": ["gazette"],
            }
        },
    },
    "earlier": lambda n, _: {
        "name": line(n),
        "short": line(n, 1),
        "date": "2000",
        "place": line(n, 2),
        "series": "accords",
        "chairs": [line(n, 3)],
        "issued": line(n, 4),
        "extent": "part",
        "read": line(n, 5),
        "sources": ["gazette"],
    },
    "subjects": lambda n, allowed: {
        "name": line(n),
        "question": said(n, allowed),
        "sentences": [f"p3-s{n + 1}"],
        "concerned": [],
        "positions": [
            {"holder": f"A{n}", "date": "2000", "stance": prose(n, allowed)},
            {"holder": line(n, 2), "date": "2000", "stance": prose(n + 1, allowed)},
        ],
    },
}


def _edition(folder: Path) -> None:
    path = folder / "edition.yml"
    text = path.read_text("utf-8")
    for number, (key, old) in enumerate(
        [
            ("name", "The Accord, Annotated"),
            ("short_title", "Accord"),
            ("subtitle", "A text made for the tests"),
            ("place", "Rivertown"),
        ]
    ):
        new = json.dumps(PAYLOADS[number * 3])
        assert f"{key}: {old}\n" in text
        text = text.replace(f"{key}: {old}\n", f"{key}: {new}\n")
    text = text.replace("name: Northland, colour", f"name: {json.dumps(PAYLOADS[30])}, colour")
    path.write_text(text, encoding="utf-8")


def _paragraph(folder: Path, allowed: list[str]) -> None:
    """A third paragraph whose words are the payloads, and notes of payloads on them."""
    sentences = [f"They said {n}: {payload}." for n, payload in enumerate(PAYLOADS)]
    path = folder / "accord.txt"
    text = path.read_text("utf-8").rstrip("\n") + f"\n\n{' '.join(sentences)}\n"
    path.write_text(text, encoding="utf-8")
    record = folder / "edition.yml"
    checksum = sha256(text.encode("utf-8")).hexdigest()
    lines = record.read_text("utf-8").splitlines()
    lines = [f"sha256: {checksum}" if old.startswith("sha256: ") else old for old in lines]
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")
    openings = "".join(f"    - {json.dumps(s)}\n" for s in sentences)
    boundaries = folder / "sentences.yml"
    kept = boundaries.read_text("utf-8").rstrip("\n")
    boundaries.write_text(f"{kept}\n  p3:\n{openings}", encoding="utf-8")
    act = {"actor": "both", "verb": "said", "act": "informs"}
    paragraph = {
        "handle": "Words of others",
        "gist": said(1, allowed),
        "context": prose(0, allowed),
        "watch": [prose(n, allowed) for n in range(len(allowed))],
        "related": {"p1": said(2, allowed)},
        "sentences": {
            f"s{n + 1}": {
                "themes": ["water"],
                "acts": [{**act, "object": said(n, allowed), "quote": f"said {n}: {payload}"}],
            }
            for n, payload in enumerate(PAYLOADS)
        },
        "notes": {
            f"evil-{n}": {
                "quote": f"said {n}: {payload}",
                "kind": "position",
                "confidence": "high",
                "lead": " ".join(said(n, allowed).split()[:6]),
                "margin": said(n + 1, allowed),
                "body": f"A{n} holds it: {prose(n, allowed)}",
                "terms": [f"evil-{n}"],
                "subject": f"evil-{n}",
            }
            for n, payload in enumerate(PAYLOADS)
        },
    }
    (folder / "paragraphs" / "p03.yml").write_text(dump(paragraph), encoding="utf-8")


def _primer(folder: Path, allowed: list[str]) -> None:
    """Lessons named after payloads that quote the third paragraph's."""
    lessons = {
        f"evil-{n}": {
            "name": payload,
            "body": f"[“said {n}”](p3-s{n + 1}) {prose(n, allowed)}",
            "examples": [
                {
                    "sentence": f"p3-s{n + 1}",
                    "quote": f"said {n}: {payload}",
                    "shows": prose(n + 1, allowed),
                }
            ],
        }
        for n, payload in enumerate(PAYLOADS)
    }
    asked = {"asks": said(3, allowed), "answer": prose(4, allowed)}
    lessons["evil-0"] |= {"paragraph": "p3", "questions": [asked], "figure": "verbs"}
    lessons["evil-1"] |= {"figure": "speakers", "more": ["acts"]}
    lessons["evil-2"] |= {"figure": "lengths"}
    primer = {"title": PAYLOADS[1], "lead": said(5, allowed), "lessons": lessons}
    (folder / "primer.yml").write_text(dump(primer), encoding="utf-8")
