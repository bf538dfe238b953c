#!/usr/bin/env python3
"""Writes the binary documents of this folder anew.

The PDF with a password needs the program qpdf, the zip archive with one the program zip, the 7z archives bsdtar, scans pdftoppm.
"""

import bz2
import gzip
import io
import pathlib
import plistlib
import struct
import subprocess
import tarfile
import zipfile
import zlib

import old_formats

HERE = pathlib.Path(__file__).resolve().parent
DATE = (2024, 1, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_zip(name, parts):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part, DATE), content, zipfile.ZIP_DEFLATED)


def content_types():
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/></Types>'
    )


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text, properties=""):
    return f"<w:p>{'<w:pPr>' + properties + '</w:pPr>' if properties else ''}{run(text)}</w:p>"


def cell(*texts):
    return "<w:tc>" + "".join(paragraph(text) for text in texts) + "</w:tc>"


def report_docx():
    box = f"<w:txbxContent>{paragraph('A box beside the text.')}</w:txbxContent>"
    body = (
        paragraph("Night Heron incident", '<w:pStyle w:val="Titre1"/>')
        + "<w:p>"
        + run("The group sent a lure (T1566.")
        + run("001) and ran ")
        + "<w:r><w:noBreakHyphen/></w:r>"
        + run("PowerShell.")
        + '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        + f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>'
        + "<w:p><w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>"
        + '<w:hyperlink r:id="rId9">' + run("the full story") + "</w:hyperlink>"
        + '<w:r><w:instrText> HYPERLINK "https://fields.example/one" </w:instrText></w:r></w:p>'
        + paragraph("first point", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph("second point", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + "<w:tbl><w:tr>" + cell("Technique") + cell("Use") + "</w:tr>"
        + "<w:tr>" + cell("T1059.001") + cell("ran a script", "twice a day") + "</w:tr></w:tbl>"
    )
    relationships = [
        ("rId1", "styles", "styles.xml", ""), ("rId2", "footnotes", "footnotes.xml", ""),
        ("rId3", "comments", "comments.xml", ""), ("rId4", "header", "header1.xml", ""),
        ("rId5", "header", "header2.xml", ""),
        ("rId9", "hyperlink", "https://heron.example/story", ' TargetMode="External"'),
    ]
    header = f'<w:hdr xmlns:w="{W}">{paragraph("TLP:CLEAR")}</w:hdr>'
    return {
        "[Content_Types].xml": content_types(),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{REL}">'
        + "".join(
            f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{target}"{mode}/>' for i, kind, target, mode in relationships
        )
        + "</Relationships>",
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style></w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator">{paragraph("---")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Seen first in March.")}</w:footnote></w:footnotes>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="0">{paragraph("Check the date.")}</w:comment></w:comments>',
        "word/header1.xml": header,
        "word/header2.xml": header,
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Night Heron &amp; friends</dc:title><dc:creator>A. Analyst</dc:creator></cp:coreProperties>",
    }


def pdf(pages):
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for index, lines in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * index} 0 R >>"
        )
        text = "BT /F1 12 Tf 14 TL 72 720 Td "
        for line in lines:
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            text += f"({escaped}) Tj T* "
        text += "ET"
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    objects.append("<< /Title (Night Heron <in> two pages) /Author (A. Analyst) >>")
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + trailer.encode()


REPORT_PDF = [
    [
        "The operators of Night Heron used the Windows command shell, T1059.",
        "003, to start a loader that was hidden in a folder of tempo-",
        "rary files. The loader then asked for more from a server at the ad-",
        "dress https://heron.example/payload/stage-",
        "two/run.bin and wrote what it got to the disk of the victim's machine.",
        "",
        "d41d8cd98f00b204",
        "e9800998ecf8427e",
    ],
    ["On the second page the tempo rises: a temporary file is left behind."],
]


def pdf_file(objects):
    """A PDF of numbered objects, the first of them the catalogue; each is text or bytes."""
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        content = content.encode("latin-1") if isinstance(content, str) else content
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return data + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def stream(data, entries=""):
    return f"<< /Length {len(data)} {entries}>>\nstream\n".encode() + data + b"\nendstream"


def painted(pieces):
    """A page's content: pieces of (x, y, lines), painted in their order."""
    text = "BT /F1 10 Tf 12 TL "
    for x, y, lines in pieces:
        text += f"1 0 0 1 {x} {y} Tm "
        for line in lines:
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            text += f"({escaped}) Tj T* "
    return (text + "ET").encode("cp1252")


def pages_pdf(contents, page_entries="", catalog_entries="", more=(), resources=""):
    """Pages with their content, and further objects, the first of which has the number 4 + 2 * pages."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog_entries}>>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, content in enumerate(contents):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> {resources}>> /Contents {5 + 2 * index} 0 R {page_entries}>>"
        )
        objects.append(stream(content))
    return pdf_file(objects + list(more))


COLUMNS = [
    [
        (72, 740, ["Night Heron in two columns"]),
        (
            72, 700,
            [
                "The operators of Night Heron sent mes-",
                "sages to the harbour office and to the",
                "yard, each with a well-known lure. The",
                "messages were short, the lure was long,",
                "and the loader behind it used CVE-2024-",
                "31337 to start a command shell.",
                "What it found it kept in a folder with",
                "a name that changed from day to day.",
            ],
        ),
        (
            330, 700,
            [
                "On the right the story goes on with the",
                "servers, which stood at https://night-",
                "heron.example/a-long-path/stage-",
                "two.bin for most of the winter.",
                "\u2022 the first server was rented",
                "\u2022 the second one had been broken into",
                "by somebody else before, and was used",
                "again",
                "After that the group was quiet.",
            ],
        ),
        (
            72, 500,
            ["SHA-256", "e3b0c44298fc1c149afbf4c8996fb924", "27ae41e4649b934ca495991b7852b855", "MD5",
             "d41d8cd98f00b204e9800998ecf8427e", "198.51.100.7"],
        ),
    ]
]

SIGNS = [
    [
        (
            72, 700,
            [
                "The a!ackers sent an a!achment with a signi%cant name, and a!empted to open a %le.",
                "They identi%ed an e&ort of the sta&, whose e&ect was \"good\", AT&T said (so).",
                "d41d8cd98f00b204e9800998ec&427e and the %rst one, with 100% of C# and f(x).",
            ],
        )
    ]
]


def turned_page(words):
    """Words on a page that lies on its side, each in a place of its own."""
    text, x, y = "BT /F1 12 Tf ", 100, 72
    for word in words:
        text += f"0 1 -1 0 {x} {y} Tm ({word}) Tj "
        y += 7 * len(word) + 4
        if y > 400:
            x, y = x + 14, 72
    return (text + "ET").encode()


def picture_of(text):
    """A page with the text as a grey picture: width, height and pixels."""
    (HERE / "page.tmp").write_bytes(pages_pdf([f"BT /F1 20 Tf 72 700 Td ({text}) Tj ET".encode()]))
    command = ["pdftoppm", "-r", "100", "-gray", "-f", "1", "-l", "1", "page.tmp"]
    image = subprocess.run(command, cwd=HERE, check=True, capture_output=True).stdout
    (HERE / "scan.png").write_bytes(
        subprocess.run(command[:4] + ["-png"] + command[4:], cwd=HERE, check=True, capture_output=True).stdout
    )
    (HERE / "page.tmp").unlink()
    _, size, _, pixels = image.split(b"\n", 3)
    width, height = map(int, size.split())
    return width, height, pixels


def scanned_pdf():
    width, height, pixels = picture_of("The scanned page names evil.example")
    image = stream(
        zlib.compress(pixels, 9),
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        "/BitsPerComponent 8 /Filter /FlateDecode ",
    )
    typed = b"BT /F1 12 Tf 72 700 Td (Typed words on the first page) Tj ET"
    scan = b"q 612 0 0 792 0 0 cm /I Do Q"
    return pages_pdf([typed, scan, scan], more=[image], resources="/XObject << /I 10 0 R >> ")


def attached_pdf():
    note = b"The attached note names T1566.001 and nothing else.\n"
    return pages_pdf(
        [b"BT /F1 12 Tf 72 700 Td (See the note and https://heron.example/shown for more.) Tj ET"],
        "/Annots [6 0 R 7 0 R 8 0 R] ",
        "/Names << /EmbeddedFiles << /Names [(note.txt) 10 0 R] >> >> ",
        [
            r"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://heron.example/a\(1\)) >> >>",
            "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI 9 0 R >> >>",
            "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://heron.example/shown) >> >>",
            "(https://heron.example/indirect)",
            "<< /Type /Filespec /F (note.txt) /EF << /F 11 0 R >> >>",
            stream(zlib.compress(note), "/Type /EmbeddedFile /Filter /FlateDecode "),
        ],
    )


def pdf_documents():
    for name, pages in (("columns.pdf", COLUMNS), ("signs.pdf", SIGNS)):
        (HERE / name).write_bytes(pages_pdf([painted(page) for page in pages]))
    words = "the quick heron sits on a post by the water and waits for a fish that never comes".split()
    (HERE / "turned.pdf").write_bytes(pages_pdf([turned_page(words)]))
    (HERE / "scanned.pdf").write_bytes(scanned_pdf())
    (HERE / "attached.pdf").write_bytes(attached_pdf())


MEMBERS = {
    "heron/": b"",
    "heron/report.txt": b"Night Heron sent a lure (T1566.001).\n",
    "heron/page.html": b"<html><body><p>It ran PowerShell (T1059.001).</p></body></html>\n",
    "heron/picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "heron/tool.exe": b"MZ" + bytes(range(256)) * 8,
    "heron/empty.txt": b"",
    "__MACOSX/heron/._report.txt": b"\x00\x05\x16\x07" + bytes(60),
    "heron/.DS_Store": b"\x00\x00\x00\x01Bud1" + bytes(60),
    "notes.md": "# Notes\n\nThe operators came back — twice.\n".encode(),
}


def packed(data):
    return gzip.compress(data, mtime=0)


def tar(members, form):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name.rstrip("/"))
            entry.type = tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
        link = tarfile.TarInfo("heron/link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return stream.getvalue()


def legacy_zip(name, content):
    """A zip archive whose one name is in a character set that nothing tells."""
    checksum = zlib.crc32(content)
    sizes = struct.pack("<III", checksum, len(content), len(content))
    local = b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 0, 0, 0x21) + sizes + struct.pack("<HH", len(name), 0) + name
    central = (
        b"PK\1\2" + struct.pack("<HHHHHH", 20, 20, 0, 0, 0, 0x21) + sizes
        + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    )
    body = local + content
    return body + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(body), 0)


MAILBOX = b"""From heron@harbour.example Fri Mar  1 10:00:00 2024
From: heron@harbour.example
To: analyst@desk.example
Subject: The first lure

Open the attachment.

>From the harbour, with love.
>>From twice.
From here on the tide rises: not a mail, for the line has no date.

From tern@harbour.example Sat Mar  2 11:30:00 2024
From: tern@harbour.example
To: analyst@desk.example
Subject: a/b or c

The second one.
"""


def write_containers():
    write_zip("bundle.zip", MEMBERS)
    (HERE / "bundle.tar").write_bytes(tar(MEMBERS, tarfile.PAX_FORMAT))
    (HERE / "bundle.tar.gz").write_bytes(packed(tar(MEMBERS, tarfile.GNU_FORMAT)))
    (HERE / "notes.md.gz").write_bytes(packed(MEMBERS["notes.md"]))
    (HERE / "report.docx.gz").write_bytes(packed((HERE / "report.docx").read_bytes()))
    # What grows more than a hundredfold is let through up to 32 MiB.
    (HERE / "grown.txt.bz2").write_bytes(bz2.compress(b"A" * (32 << 20)))
    (HERE / "overgrown.txt.bz2").write_bytes(bz2.compress(b"A" * ((32 << 20) + 1)))
    files = {name: content for name, content in MEMBERS.items() if content}
    staging = pathlib.Path(subprocess.run(["mktemp", "-d"], check=True, capture_output=True, text=True).stdout.strip())
    for name, content in files.items():
        (staging / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).write_bytes(content)
    subprocess.run(
        ["bsdtar", "-cf", HERE / "bundle.7z", "--format", "7zip", "--options", "compression=deflate"] + sorted(files),
        cwd=staging, check=True,
    )
    (HERE / "secret.zip").unlink(missing_ok=True)
    subprocess.run(["zip", "-q", "-X", "-P", "open sesame", HERE / "secret.zip", "notes.md"], cwd=staging, check=True)
    subprocess.run(["rm", "-r", staging], check=True)
    text = b"words in a file\n"
    for charset, name in (
        ("shift_jis", "夜鷺の報告書.txt"), ("gbk", "夜鹭攻击报告.txt"), ("cp866", "отчёт о цапле.txt"), ("cp437", "Überfällig.txt"),
    ):
        (HERE / f"name-{charset}.zip").write_bytes(legacy_zip(name.encode(charset), text))
    (HERE / "mailbox.mbox").write_bytes(MAILBOX)
    (HERE / "shortcut.url").write_bytes(
        b"[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nIDList=\r\n"
        b"URL=https://heron.example/report?id=7\r\n"
    )
    address = {"URL": "https://heron.example/report?id=7&x=1"}
    (HERE / "shortcut.webloc").write_bytes(plistlib.dumps(address))
    (HERE / "shortcut-binary.webloc").write_bytes(plistlib.dumps(address, fmt=plistlib.FMT_BINARY))
    (HERE / "list.urls").write_bytes(
        b"\xef\xbb\xbf# collected in March\r\nhttps://heron.example/one\r\n\r\n  HTTP://heron.example/two\t\r\n"
        b"https://heron.example/one\r\nftp://heron.example/three\r\n"
    )


OFFICE = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"
STRICT_SPACES = [
    (W, STRICT_W), (R, f"{STRICT}/officeDocument/relationships"),
    (f"{OFFICE}/drawingml/2006/main", f"{STRICT}/drawingml/main"),
    (f"{OFFICE}/drawingml/2006/chart", f"{STRICT}/drawingml/chart"),
    (f"{OFFICE}/drawingml/2006/diagram", f"{STRICT}/drawingml/diagram"),
    (f"{OFFICE}/presentationml/2006/main", f"{STRICT}/presentationml/main"),
    (f"{OFFICE}/spreadsheetml/2006/main", f"{STRICT}/spreadsheetml/main"),
]


def strict(parts):
    """The strict form of a package: it differs in its name spaces."""
    result = {}
    for name, content in parts.items():
        if isinstance(content, str):
            for transitional, other in STRICT_SPACES:
                content = content.replace(transitional, other)
        result[name] = content
    return result


def types(overrides):
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        + "".join(f'<Override PartName="/{part}" ContentType="application/vnd.{kind}"/>' for part, kind in overrides)
        + "</Types>"
    )


def relationships(*targets):
    """Relationships rId1, rId2, ... to (type, target); a target on the Web is external."""
    rows = []
    for number, (kind, target) in enumerate(targets, 1):
        base = R if "/" not in kind else "http://schemas.microsoft.com/office"
        mode = ' TargetMode="External"' if "://" in target else ""
        rows.append(f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"{mode}/>')
    return f'<Relationships xmlns="{REL}">{"".join(rows)}</Relationships>'


CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
    "<dc:title>Night Heron in numbers</dc:title><dc:creator>A. Analyst</dc:creator>"
    "<t:created>2024-01-05T10:00:00Z</t:created></cp:coreProperties>"
)
A = f"{OFFICE}/drawingml/2006/main"
P = f"{OFFICE}/presentationml/2006/main"
SPACES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'


def drawn(*paragraphs):
    return "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)


def shape(body, placeholder=None):
    kind = "" if placeholder is None else f"<p:ph{placeholder}/>"
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='2' name='x'/><p:cNvSpPr/><p:nvPr>{kind}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:bodyPr/>{body}</p:txBody></p:sp>"
    )


def slide(shapes):
    return f"<p:sld {SPACES}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"


def report_pptx():
    table = "".join(
        "<a:tr>" + "".join(f"<a:tc><a:txBody>{drawn(text)}</a:txBody></a:tc>" for text in row) + "</a:tr>"
        for row in [("Technique", "Use"), ("T1059.001", "ran a script")]
    )
    compat = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    first = slide(
        shape(drawn("first point", "second point"), ' idx="1"')
        + shape(drawn("Night Heron at work"), ' type="title"')
        + shape(drawn("12"), ' type="sldNum"')
        + shape(drawn("TLP:CLEAR"), ' type="ftr"')
        + "<p:grpSp><p:grpSp>"
        + shape("<a:p><a:r><a:rPr><a:hlinkClick r:id='rId1'/></a:rPr><a:t>the full</a:t></a:r><a:r><a:t> story</a:t></a:r></a:p>")
        + "</p:grpSp></p:grpSp>"
        + f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{table}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        + f'<mc:AlternateContent xmlns:mc="{compat}"><mc:Choice Requires="v">{shape(drawn("said once"))}</mc:Choice>'
        + f'<mc:Fallback>{shape(drawn("said once"))}</mc:Fallback></mc:AlternateContent>'
    )
    notes = shape(drawn("12"), ' type="sldNum"') + shape(drawn("Say that it went on."), ' type="body"')
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    diagram = f"{OFFICE}/drawingml/2006/diagram"
    chart = f"{OFFICE}/drawingml/2006/chart"
    return {
        "[Content_Types].xml": types([("ppt/deck.xml", "openxmlformats-officedocument.presentationml.presentation.main+xml")]),
        "_rels/.rels": relationships(("officeDocument", "ppt/deck.xml")),
        "docProps/core.xml": CORE,
        "ppt/deck.xml": f'<p:presentation {SPACES}><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/>'
        '</p:sldIdLst><p:defaultTextStyle><a:defPPr><a:defRPr lang="en-GB"/></a:defPPr></p:defaultTextStyle></p:presentation>',
        "ppt/_rels/deck.xml.rels": relationships(("slide", "slides/slide1.xml"), ("slide", "/ppt/slides/slide2.xml")),
        "ppt/slides/slide2.xml": first,
        "ppt/slides/_rels/slide2.xml.rels": relationships(
            ("hyperlink", "https://heron.example/story"), ("notesSlide", "../notesSlides/notesSlide1.xml"),
            ("comments", "../comments/comment1.xml"), ("office/2018/10/relationships/comments", "../comments/modern.xml"),
            ("diagramData", "../diagrams/data1.xml"), ("chart", "../charts/chart1.xml"),
        ),
        "ppt/notesSlides/notesSlide1.xml": f"<p:notes {SPACES}><p:cSld><p:spTree>{notes}</p:spTree></p:cSld></p:notes>",
        "ppt/comments/comment1.xml": f"<p:cmLst {SPACES}><p:cm><p:text>Check the date.</p:text></p:cm></p:cmLst>",
        "ppt/comments/modern.xml": f'<m:cmLst xmlns:m="{modern}" xmlns:a="{A}"><m:cm><m:replyLst><m:reply><m:txBody>'
        f'{drawn("It is right.")}</m:txBody></m:reply></m:replyLst><m:txBody>{drawn("Is it right?")}</m:txBody></m:cm></m:cmLst>',
        "ppt/diagrams/data1.xml": f'<d:dataModel xmlns:d="{diagram}" xmlns:a="{A}"><d:ptLst><d:pt><d:t>{drawn("lure, then loader")}'
        "</d:t></d:pt></d:ptLst></d:dataModel>",
        "ppt/charts/chart1.xml": f'<c:chartSpace xmlns:c="{chart}" xmlns:a="{A}"><c:title><c:tx><c:rich>{drawn("Lures a month")}'
        "</c:rich></c:tx></c:title><c:cat><c:strRef><c:strCache><c:pt><c:v>spring</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>17</c:v></c:pt></c:numCache></c:numRef></c:val></c:chartSpace>",
        "ppt/slides/slide1.xml": slide(shape(drawn("The end"), ' type="ctrTitle"') + shape(drawn("TLP:CLEAR"), ' type="ftr"')),
        "ppt/slideMasters/slideMaster1.xml": slide(shape(drawn("Click to edit"), ' type="title"')),
    }


S = f"{OFFICE}/spreadsheetml/2006/main"


def report_xlsx():
    space = f'xmlns="{S}" xmlns:r="{R}"'
    threaded = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    sheet = f"""<worksheet {space}><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="D1" t="s"><v>1</v></c></row>
        <row r="2"><c r="A2" s="1"><v>45356</v></c><c r="B2" s="2"><v>45356.5</v></c><c r="C2"><v>0.10000000000000001</v></c></row>
        <row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3" t="str"><f>A1</f><v>a  result</v></c>
        <c r="D3" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r></is></c><c r="E3" s="3"><v>42</v></c></row>
        <row r="4"><c r="A4"/><c r="B4" t="s"><v>99</v></c></row>
        <row r="5"><c r="A5" t="str"><f>HYPERLINK("https://formula.example/x","go")</f><v>go</v></c></row></sheetData>
        <hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>
        <headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12TLP:AMBER&amp;RPage &amp;P</oddHeader></headerFooter></worksheet>"""
    drawing = f"{OFFICE}/drawingml/2006/spreadsheetDrawing"
    return {
        "xl/workbook.xml": f'<workbook {space}><sheets><sheet name="Indicators" sheetId="2" r:id="rId2"/>'
        '<sheet name="Empty" sheetId="3" r:id="rId3"/><sheet name="Hidden" state="hidden" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
            ("worksheet", "worksheets/sheet3.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet {space}><sheetData><row><c t="s"><v>1</v></c></row></sheetData></worksheet>',
        "xl/worksheets/sheet2.xml": sheet,
        "xl/worksheets/sheet3.xml": f"<worksheet {space}><sheetData/></worksheet>",
        "xl/worksheets/_rels/sheet2.xml.rels": relationships(
            ("hyperlink", "https://heron.example/story"), ("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"),
            ("office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst {space}><si><r><t>evil[.]example </t></r><r><t xml:space="preserve">and  more</t></r></si>'
        "<si><t>鷺</t><rPh><t>サギ</t></rPh></si></sst>",
        "xl/styles.xml": f"""<styleSheet {space}><numFmts><numFmt numFmtId="170" formatCode="[$-409]yyyy\\-mm\\-dd hh:mm"/>
        <numFmt numFmtId="171" formatCode="0.00&quot; days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>""",
        "xl/comments1.xml": f"<comments {space}><authors><author>A. Analyst</author><author>tc={{1}}</author></authors><commentList>"
        '<comment ref="A1" authorId="0"><text><r><t>Seen in </t></r><r><t>March.</t></r></text></comment>'
        '<comment ref="A2" authorId="1"><text><t>[Threaded comment] too old</t></text></comment></commentList></comments>',
        "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{threaded}"><threadedComment><text>Is it blocked?</text>'
        "</threadedComment></ThreadedComments>",
        "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{drawing}" xmlns:a="{A}"><xdr:sp><xdr:txBody>{drawn("a box on the sheet")}'
        "</xdr:txBody></xdr:sp></xdr:wsDr>",
        "docProps/core.xml": CORE,
        "[Content_Types].xml": types([("xl/workbook.xml", "openxmlformats-officedocument.spreadsheetml.sheet.main+xml")]),
    }


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
OPEN = " ".join(
    f'xmlns:{prefix}="{OASIS}:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"), ("meta", "meta"),
        ("presentation", "presentation"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"), ("m", "manifest"),
    ]
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
META = (
    f"<office:document-meta {OPEN}><office:meta><dc:title>Night Heron</dc:title><meta:initial-creator>A. Analyst"
    "</meta:initial-creator><dc:creator>Somebody else</dc:creator><dc:date>2024-02-01T00:00:00</dc:date>"
    '<meta:keyword>heron</meta:keyword><meta:keyword>night</meta:keyword><meta:document-statistic meta:page-count="3"/>'
    "</office:meta></office:document-meta>"
)


def manifest(kind):
    return f'<m:manifest {OPEN}><m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.{kind}"/></m:manifest>'


def open_document(kind, body, styles="", automatic=""):
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f"<office:document-content {OPEN}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>",
        "styles.xml": f'<office:document-styles {OPEN}><office:styles><style:default-style style:family="paragraph">'
        '<style:text-properties fo:language="en" fo:country="GB"/></style:default-style></office:styles>'
        f"<office:master-styles>{styles}</office:master-styles></office:document-styles>",
        "meta.xml": META,
        "META-INF/manifest.xml": manifest(kind),
    }


def report_odt():
    footnote = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Seen first in March.</text:p></text:note-body></text:note>"
    comment = "<office:annotation><dc:creator>B</dc:creator><dc:date>2024</dc:date><text:p>Check the date.</text:p></office:annotation>"
    row = "<table:table-row>{}</table:table-row>".format
    open_cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    body = (
        "<office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>struck out</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p text:style-name="P1">Night Heron incident</text:p><text:h text:outline-level="1">First steps</text:h>'
        f"<text:p>The group sent a lure<text:s text:c=\"2\"/>(T1566.<text:span>001</text:span>){footnote} and{comment} ran"
        "\n-PowerShell.<draw:frame><svg:desc>a picture</svg:desc><draw:text-box><text:p>A box beside the text.</text:p></draw:text-box></draw:frame></text:p>"
        '<text:p><text:a xlink:href="https://heron.example/story">the full story</text:a> <text:a xlink:href="#below">below</text:a></text:p>'
        "<text:list><text:list-item><text:p>first point</text:p><text:list><text:list-item><text:p>second point</text:p></text:list-item>"
        "</text:list></text:list-item></text:list>"
        f"<table:table>{row(open_cell('Technique') + open_cell('Use'))}{row(open_cell('T1059.001') + open_cell('ran a script'))}</table:table>"
        '<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p></office:text>'
    )
    page = "<style:{0}><text:p>TLP:CLEAR</text:p></style:{0}>".format
    styles = f"<style:master-page>{page('header')}{page('header-left')}</style:master-page>"
    automatic = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    parts = open_document("text", body, styles, automatic)
    parts["Object 1/content.xml"] = (
        f"<office:document-content {OPEN}><office:body><office:chart><text:p>Lures a month</text:p></office:chart></office:body>"
        "</office:document-content>"
    )
    return parts


def report_ods():
    body = (
        '<office:spreadsheet><table:table table:name="Indicators"><table:table-row><table:table-cell><text:p>evil[.]example</text:p>'
        "<office:annotation><text:p>Seen in March.</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>a  b</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="4.5"/>'
        '<table:table-cell table:number-columns-repeated="999999999"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"><text:p>bomb</text:p>'
        '</table:table-cell></table:table-row></table:table><table:table table:name="Empty"/></office:spreadsheet>'
    )
    styles = (
        "<style:master-page><style:header><text:p><text:sheet-name>???</text:sheet-name></text:p><text:p>TLP:AMBER for "
        "<text:title>x</text:title> us</text:p></style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p>"
        "</style:footer></style:master-page>"
    )
    return open_document("spreadsheet", body, styles)


def report_odp():
    frame = '<draw:frame presentation:class="{}"><draw:text-box>{}</draw:text-box></draw:frame>'.format
    body = (
        "<office:presentation><presentation:footer-decl>TLP:CLEAR</presentation:footer-decl>"
        f"<draw:page>{frame('outline', '<text:list><text:list-item><text:p>first point</text:p></text:list-item></text:list>')}"
        f"{frame('title', '<text:p>Night Heron at work</text:p>')}{frame('page-number', '<text:p>9</text:p>')}"
        "<draw:custom-shape><text:p>a shape</text:p></draw:custom-shape>"
        f"<presentation:notes>{frame('notes', '<text:p>Say that it went on.</text:p>')}</presentation:notes></draw:page>"
        f"<draw:page/><draw:page>{frame('title', '<text:p>The end</text:p>')}</draw:page></office:presentation>"
    )
    return open_document("presentation", body)


def report_epub():
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head><body>{}</body></html>'.format
    return {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "mimetype": "application/epub+zip\n",
        "EPUB/text/two b.xhtml": page("<h1>Two</h1><p>It went on.</p>"),
        "EPUB/text/one.xhtml": page("<p>The group sent a lure.</p>"),
        "EPUB/nav.xhtml": page('<nav><ol><li><a href="text/one.xhtml">The lure</a></li></ol></nav>'),
        "EPUB/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Night Heron, the book</dc:title><dc:creator>A. Analyst</dc:creator><dc:language>en</dc:language>"
        "<dc:publisher>Reed Press</dc:publisher></metadata><manifest>"
        '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="b" href="text/two%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="a" href="text/one.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData '
        'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
        "</e:EncryptedData></encryption>",
    }


def more_docx(sheet):
    """What is rarer in a Word document: included and embedded documents, symbols, code, charts, split fields."""
    chart = f"{OFFICE}/drawingml/2006/chart"
    body = (
        paragraph("before the page", '<w:pStyle w:val="Own"/>')
        + '<w:altChunk r:id="rId2"/>'
        + "<w:p>" + run("after the page ") + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
        + '<w:r><w:sym w:font="Symbol" w:char="F061"/><w:softHyphen/></w:r>'
        + "<w:del><w:r><w:t>gone</w:t></w:r></w:del><w:ins>" + run(" new") + "</w:ins>"
        + '<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>'
        + "<w:ruby><w:rt>" + run("saw") + "</w:rt><w:rubyBase>" + run(" base") + "</w:rubyBase></w:ruby></w:p>"
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPER</w:instrText></w:r>'
        + '<w:r><w:instrText>LINK "https://split.example/"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("a field") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        + paragraph("if x:", '<w:pStyle w:val="Code"/>') + paragraph("  run()", '<w:pStyle w:val="Code"/>')
        + '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        + paragraph("an old box") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        + "<w:sdt><w:sdtContent>" + paragraph("controlled") + "</w:sdtContent></w:sdt>"
    )
    style = '<w:style w:styleId="{0}"><w:name w:val="{1}"/>{2}</w:style>'.format
    return {
        "[Content_Types].xml": types([("word/document.xml", "ms-word.document.macroEnabled.main+xml")]),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relationships(
            ("styles", "styles.xml"), ("aFChunk", "afchunk.htm"), ("chart", "charts/chart1.xml"),
            ("package", "embeddings/sheet.xlsx"), ("oleObject", "embeddings/object.bin"), ("glossaryDocument", "glossary/document.xml"),
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>" + style("H", "heading 1", "") + style("Own", "My Own", '<w:basedOn w:val="H"/>') + style("Code", "Code", "")
        + "</w:styles>",
        "word/afchunk.htm": "<html><body><p>on the page</p></body></html>",
        "word/charts/chart1.xml": f'<c:chartSpace xmlns:c="{chart}" xmlns:a="{A}"><c:title>{drawn("Lures a month")}</c:title></c:chartSpace>',
        "word/embeddings/sheet.xlsx": sheet,
        "word/embeddings/object.bin": bytes(2000),
        "word/glossary/document.xml": f'<w:document xmlns:w="{W}"><w:body>{paragraph("Click here")}</w:body></w:document>',
    }


def office_documents():
    write_zip("report.pptx", report_pptx())
    write_zip("strict.pptx", strict(report_pptx()))
    write_zip("report.xlsx", report_xlsx())
    write_zip("strict.xlsx", strict(report_xlsx()))
    write_zip("report.odt", report_odt())
    write_zip("report.ods", report_ods())
    write_zip("report.odp", report_odp())
    write_zip("report.epub", report_epub())
    write_zip("more.docx", more_docx((HERE / "report.xlsx").read_bytes()))
    locked = report_odt()
    locked["META-INF/manifest.xml"] = (
        f'<m:manifest {OPEN}><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    write_zip("encrypted.odt", locked)
    locked = report_epub()
    locked["META-INF/encryption.xml"] = locked["META-INF/encryption.xml"].replace(
        "http://www.idpf.org/2008/embedding", "http://www.w3.org/2001/04/xmlenc#aes128-cbc"
    )
    write_zip("encrypted.epub", locked)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    write_zip(
        "laughs.xlsx",
        {
            **report_xlsx(),
            "xl/sharedStrings.xml": f'<!DOCTYPE s [<!ENTITY l0 "ha">{laughs}]><sst xmlns="{S}"><si><t>&l9;</t></si><si><t>heron</t></si></sst>',
        },
    )


def main():
    pdf_documents()
    report = report_docx()
    write_zip("report.docx", report)
    write_zip("strict.docx", strict(report))
    whole = (HERE / "report.docx").read_bytes()
    (HERE / "truncated.docx").write_bytes(whole[: len(whole) // 12])
    hostile = (
        f'<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">]>'
        f'<w:document xmlns:w="{W}"><w:body>{paragraph("before &file; &a; after")}</w:body></w:document>'
    )
    write_zip("entities.docx", {"[Content_Types].xml": content_types(), "word/document.xml": hostile})
    deep = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("at the bottom") + "</w:tc></w:tr></w:tbl>" * 60
    write_zip(
        "nested.docx",
        {
            "[Content_Types].xml": content_types(),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{deep}</w:body></w:document>',
        },
    )
    office_documents()
    write_zip("plain.zip", {"a.txt": "not a document"})
    (HERE / "report.pdf").write_bytes(pdf(REPORT_PDF))
    (HERE / "blank.pdf").write_bytes(pdf([[], []]))
    (HERE / "truncated.pdf").write_bytes(pdf(REPORT_PDF)[:200])
    subprocess.run(
        ["qpdf", "--allow-weak-crypto", "--encrypt", "open sesame", "owner", "128", "--",
         "report.pdf", "encrypted.pdf"],
        cwd=HERE, check=True,
    )
    text = "Night Heron wrote to its victims in wide letters: café, naïve, 夜鷺.\r\n"
    (HERE / "utf16-mark.txt").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    (HERE / "utf16-bare.txt").write_bytes(text.encode("utf-16-be"))
    (HERE / "utf32-mark.txt").write_bytes(b"\xff\xfe\x00\x00" + text.encode("utf-32-le"))
    (HERE / "western.txt").write_bytes("A “quoted” naïve café\n".encode("cp1252"))
    russian = "Группа отправляла письма с вложением и запускала сценарии на машинах жертвы.\n"
    for charset in ("cp866", "cp1251", "koi8-r"):
        (HERE / f"russian-{charset}.txt").write_bytes(russian.encode(charset))
    encrypted = bytearray(1536)
    encrypted[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    name = "EncryptedPackage".encode("utf-16-le")
    encrypted[1024 : 1024 + len(name)] = name
    (HERE / "encrypted.docx").write_bytes(encrypted)
    write_containers()
    old_formats.write(HERE)


if __name__ == "__main__":
    main()
