#!/usr/bin/env python3
"""Writes the binary documents of this folder anew.

The PDF with a password needs the program qpdf, the zip archive with one the program zip, the 7z archives bsdtar.
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


def main():
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
    write_containers()


main()
