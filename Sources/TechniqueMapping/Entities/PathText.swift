/// Facts about paths, and their canonical form.
enum PathText {
    /// The folders at the root of a Unix system.
    static let roots = WordTable(
        """
        etc tmp var usr bin sbin opt home root dev proc sys mnt lib lib32 lib64 boot srv run media private library system \
        users applications volumes data sdcard storage
        """
    )
    /// Those of them that are as likely the start of a page's address.
    static let webRoots = WordTable("home data media users system library storage run dev lib applications")

    /// The words that are never inside a path, so that a path ends before them.
    static let glue = WordTable(
        """
        and or to in the with is as for by then which from using was via into on at under where if when that this it are be \
        has have will can may but not after before registry key directory folder file path value
        """
    )

    /// The names of folders and keys that have a blank in them and often stand last.
    private static let names: [StaticString] = [
        "windows defender", "windows nt", "windows mail", "windows media player", "internet explorer",
        "terminal server",
        "login data", "web data", "user data", "program files", "common files", "local settings", "application data",
        "start menu", "real-time protection", "local state", "recycle bin", "system tools", "my documents",
    ]

    /// Whether a blank is the one inside such a name.
    static func isName(_ text: TextBytes, _ blank: Int) -> Bool {
        var start = blank
        while start > 0, blank - start < 12, HostRun.isLabel(text[start - 1]) { start -= 1 }
        return names.contains { name in
            let end = start + name.utf8CodeUnitCount
            return end > blank && text.matches(name, at: start, end: text.count)
                && (end == text.count || !ASCII.isAlphanumeric(text[end]))
        }
    }

    private static let pages = WordTable("php asp aspx html htm jsp cgi do js css png jpg gif svg")

    /// A path of Windows with single backslashes.
    static func canonical(_ text: TextBytes, _ range: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for offset in range {
            let byte = text[offset] == 0x2F ? 0x5C : text[offset]
            if byte == 0x5C, bytes.last == 0x5C { continue }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    static func endsLikePage(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        guard let dot = text[range].lastIndex(of: 0x2E), range.upperBound - dot < 7 else { return false }
        return pages.contains(text, (dot + 1)..<range.upperBound)
    }
}
