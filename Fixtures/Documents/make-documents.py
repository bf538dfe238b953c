#!/usr/bin/env python3
"""Writes the binary documents of this folder anew. The PDF with a password needs the program qpdf, scans need pdftoppm."""

import pathlib
import subprocess
import zipfile
import zlib

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


def main():
    pdf_documents()
    report = report_docx()
    write_zip("report.docx", report)
    strict = {name: content.replace(W, STRICT_W) for name, content in report.items()}
    write_zip("strict.docx", strict)
    whole = (HERE / "report.docx").read_bytes()
    (HERE / "truncated.docx").write_bytes(whole[: len(whole) // 6])
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


if __name__ == "__main__":
    main()
