"""Builds compound files and what lies in them: messages of Outlook, and Office documents of the years before 2007."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL, LIMIT = 512, 64, 4096
FILETIME = 133_535_844_000_000_000  # 2024-02-28 09:00 UTC


def compound_file(tree):
    """A compound file from folders (dictionaries) and streams (bytes)."""
    entries, small, large = [], bytearray(), []
    small_chain = []

    def add(name, content):
        index = len(entries)
        entries.append({"name": name, "content": content, "left": FREE, "right": FREE, "child": FREE})
        if isinstance(content, dict):
            children = [add(*item) for item in sorted(content.items(), key=lambda item: (len(item[0]), item[0].upper()))]
            entries[index]["child"] = link(children)
        return index

    def link(children):
        if not children:
            return FREE
        middle = len(children) // 2
        entries[children[middle]]["left"] = link(children[:middle])
        entries[children[middle]]["right"] = link(children[middle + 1 :])
        return children[middle]

    add("Root Entry", tree)
    for entry in entries:
        content = entry["content"]
        entry["start"], entry["size"] = END, 0
        if isinstance(content, dict) or not content:
            continue
        entry["size"] = len(content)
        if len(content) < LIMIT:
            entry["start"] = len(small) // SMALL
            count = -(-len(content) // SMALL)
            small_chain += [entry["start"] + step + 1 for step in range(count - 1)] + [END]
            small += content.ljust(count * SMALL, b"\0")
        else:
            large.append(entry)

    sectors, chain = [], []

    def place(content):
        if not content:
            return END
        start, count = len(sectors), -(-len(content) // SECTOR)
        for step in range(count):
            sectors.append(content[step * SECTOR : (step + 1) * SECTOR].ljust(SECTOR, b"\0"))
            chain.append(start + step + 1 if step < count - 1 else END)
        return start

    for entry in large:
        entry["start"] = place(entry["content"])
    entries[0]["start"], entries[0]["size"] = place(bytes(small)), len(small)
    small_start = place(struct.pack(f"<{len(small_chain)}I", *small_chain))
    directory = b"".join(directory_entry(number, entry) for number, entry in enumerate(entries))
    directory += b"\0" * (-len(directory) % SECTOR)
    directory_start = place(directory)
    tables = 1
    while tables * 128 < len(chain) + tables:
        tables += 1
    first_table = len(chain)
    chain += [FAT] * tables
    chain += [FREE] * (tables * 128 - len(chain))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_start, 0, LIMIT,
                          small_start, 1, END, 0, first_table)
    header += struct.pack("<108I", *[first_table + n if n < tables else FREE for n in range(1, 109)])
    return header + b"".join(sectors) + struct.pack(f"<{len(chain)}I", *chain)


def directory_entry(number, entry):
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    kind = 5 if number == 0 else 1 if isinstance(entry["content"], dict) else 2
    return (
        name.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(name), kind, 1, entry["left"], entry["right"], entry["child"])
        + b"\0" * 36
        + struct.pack("<IQ", entry["start"], entry["size"])
    )


def properties(header, fixed):
    table = b"\0" * header
    for tag, value in fixed.items():
        table += struct.pack("<IIQ", tag, 6, value)
    return table


def texts(values):
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le") for number, value in values.items()}


def attachment(name, media_type, data):
    return {
        "__properties_version1.0": properties(8, {0x37050003: 1}),
        "__substg1.0_37010102": data,
        **texts({0x3707: name, 0x370E: media_type}),
    }


def recipient(name, address, kind):
    return {
        "__properties_version1.0": properties(8, {0x0C150003: kind}),
        **texts({0x3001: name, 0x39FE: address}),
    }


def rich_text(html):
    """A page hidden in Rich Text, stored without compression."""
    body = html.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    text = "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 {\\fonttbl{\\f0 Arial;}}"
    for piece in body.split("|"):
        text += f"{{\\*\\htmltag64 {piece}}}" if piece.startswith("<") else f"\\htmlrtf \\par \\htmlrtf0 {piece}"
    data = (text + "}").encode("cp1252")
    return struct.pack("<IIII", len(data) + 12, len(data), 0x414C454D, 0) + data


def message():
    inner = {
        "__properties_version1.0": properties(24, {0x00390040: FILETIME, 0x3FFD0003: 65001}),
        **texts({0x0037: "The first sighting", 0x1000: "A loader ran from http://inner.example/stage.\r\n",
                 0x0C1A: "B. Watcher", 0x5D01: "watcher@heron.example"}),
    }
    html = (
        "<html>|<body>|<p>|The beacon called |<a href=\"https://beacon.example/gate\">|its gate|</a>|"
        " every \\'e9t\\'e9 day.|</p>|</body>|</html>"
    ).replace("\\'e9", "é")
    return compound_file(
        {
            "__nameid_version1.0": {},
            "__properties_version1.0": properties(32, {0x00390040: FILETIME, 0x3FFD0003: 1252}),
            **texts({
                0x001A: "IPM.Note", 0x0037: "Night Heron again", 0x0C1A: "A. Analyst", 0x5D01: "analyst@heron.example",
                0x0E04: "Somebody else", 0x1000: "The beacon called its gate every été day.\r\n\r\n"
                "Only the plain text says T1071.001 here.\r\n",
                0x007D: "Received: from relay.example ([192.0.2.7]) by mx.heron.example;\r\n"
                " Wed, 28 Feb 2024 09:00:00 +0000\r\nMessage-ID: <one@heron.example>\r\n",
            }),
            "__substg1.0_10090102": rich_text(html),
            "__recip_version1.0_#00000000": recipient("C. Reader", "reader@heron.example", 1),
            "__recip_version1.0_#00000001": recipient("D. Copy", "copy@heron.example", 2),
            "__attach_version1.0_#00000000": attachment("hosts.txt", "text/plain", b"203.0.113.9 bad.example\r\n" * 300),
            "__attach_version1.0_#00000001": {
                "__properties_version1.0": properties(8, {0x37050003: 5}),
                "__substg1.0_3701000D": inner,
                **texts({0x3001: "The first sighting"}),
            },
        }
    )


def summary(title, author):
    values = [(1, struct.pack("<II", 2, 1252))]
    for number, text in ((2, title), (4, author)):
        data = text.encode("cp1252") + b"\0"
        data += b"\0" * (-len(data) % 4)
        values.append((number, struct.pack("<II", 0x1E, len(data)) + data))
    values.append((12, struct.pack("<IQ", 0x40, FILETIME)))
    place, table, body = 8 + 8 * len(values), b"", b""
    for number, data in values:
        table += struct.pack("<II", number, place + len(body))
        body += data
    section = struct.pack("<II", 8 + len(table) + len(body), len(values)) + table + body
    return struct.pack("<HHI16xI16xI", 0xFFFE, 0, 2, 1, 48) + section


def workbook(password=False):
    def record(kind, data=b""):
        return struct.pack("<HH", kind, len(data)) + data

    def label(row, column, text):
        return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))

    def sheet(cells):
        return record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + b"".join(cells) + record(0x0A)

    names = ["Indicators", "Ziele"]
    sheets = [
        sheet([label(0, 0, "Address"), label(0, 1, "Seen"), label(1, 0, "203.0.113.7"), label(1, 1, "twice, \"loudly\""),
               record(0x01B8, struct.pack("<HHHH", 1, 1, 0, 0) + bytes.fromhex("d0c9ea79f9bace118c8200aa004ba90b")
                      + struct.pack("<II", 2, 3) + bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
                      + struct.pack("<I", 44) + "https://heron.example/".encode("utf-16-le"))]),
        sheet([label(0, 0, "Häfen")]),
    ]
    start = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    if password:
        start += record(0x2F, b"\0" * 6)
    start += record(0x42, struct.pack("<H", 1200))
    size = len(start) + sum(4 + 8 + len(name) for name in names) + 4
    for name, content in zip(names, sheets):
        start += record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name), 0) + name.encode("latin-1"))
        size += len(content)
    stream = start + record(0x0A) + b"".join(sheets)
    stream = stream.ljust(LIMIT, b"\0")
    return compound_file({"Workbook": stream, "\x05SummaryInformation": summary("Night Heron's list", "A. Analyst")})


def presentation(password=False):
    def atom(kind, data, instance=0):
        return struct.pack("<HHI", instance << 4, kind, len(data)) + data

    def container(kind, *content):
        data = b"".join(content)
        return struct.pack("<HHI", 0x0F, kind, len(data)) + data

    def text(value):
        return atom(0x0FA0, value.encode("utf-16-le"))

    link = container(0x0FD7, atom(0x0FBA, "a map".encode("utf-16-le"), 0),
                     atom(0x0FBA, "https://heron.example/map".encode("utf-16-le"), 1))
    slides = [atom(1011, b"\0" * 20) + atom(3999, b"\0" * 4) + text(value)
              for value in ("Night Heron on slides", "It used T1059.001 at night")]
    document = container(1000, atom(1001, b"\0" * 40), container(1033, link), container(4080, *slides))
    stream = document.ljust(LIMIT, b"\0")
    user = struct.pack("<HHIII", 0, 4086, 20, 20, 0xF3D1C4DF if password else 0xE391C05F) + b"\0" * 16
    return compound_file({"PowerPoint Document": stream, "Current User": user,
                          "\x05SummaryInformation": summary("Slides", "A. Analyst")})


def word(password=False):
    """A document of Word 97 with one piece of text; enough of the rest for programs to accept it."""
    text = (
        "Night Heron in an old format\r"
        "The group ran \x13 HYPERLINK \"https://heron.example/old\" \x14a script\x15 with T1059.001.\r"
        "The end.\r"
    ).encode("cp1252")
    start = 1024
    flags = 0x0200 | (0x0100 if password else 0)
    fib = bytearray(898)
    struct.pack_into("<HHHHHH", fib, 0, 0xA5EC, 0xC1, 0, 0x409, 0, flags)
    struct.pack_into("<H", fib, 12, 0xBF)
    struct.pack_into("<II", fib, 24, start, start + len(text))
    struct.pack_into("<H", fib, 32, 14)
    struct.pack_into("<H", fib, 62, 22)
    struct.pack_into("<I", fib, 64, start + len(text))
    struct.pack_into("<I", fib, 76, len(text))
    struct.pack_into("<H", fib, 152, 93)
    table = bytearray(b"\0" * 64)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x40000000 | start * 2, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, 154 + 33 * 8, len(table), len(clx))
    table += clx
    stream = (bytes(fib).ljust(start, b"\0") + text).ljust(8192, b"\0")
    return compound_file({"WordDocument": stream, "1Table": bytes(table).ljust(LIMIT, b"\0"),
                          "\x05SummaryInformation": summary("Old Heron", "A. Analyst")})


def write(folder):
    """Writes all of them."""
    files = {
        "message.msg": message(),
        "sheets.xls": workbook(),
        "slides.ppt": presentation(),
        "old.doc": word(),
        "password.xls": workbook(password=True),
        "password.ppt": presentation(password=True),
        "password.doc": word(password=True),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
