/// Takes the markup out of ATT&CK's texts: citations, links, HTML tags.
enum AttackTextCleaner {
    /// The plain text.
    ///
    /// Links to groups and software become `SUBJ`: who did it says nothing about what was done.
    static func clean(_ text: String) -> String {
        let source = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var offset = 0
        while offset < source.count {
            switch source[offset] {
            case UInt8(ascii: "("):
                if let end = citationEnd(source, offset) {
                    offset = end
                    continue
                }
            case UInt8(ascii: "["):
                if let link = link(source, offset) {
                    result.append(contentsOf: link.replacement)
                    offset = link.end
                    continue
                }
            case UInt8(ascii: "<"):
                if let end = tagEnd(source, offset) {
                    result.append(0x20)
                    offset = end
                    continue
                }
            default: break
            }
            result.append(source[offset])
            offset += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func starts(_ source: [UInt8], _ offset: Int, _ word: String) -> Bool {
        source[offset...].starts(with: word.utf8)
    }

    private static func citationEnd(_ source: [UInt8], _ offset: Int) -> Int? {
        guard starts(source, offset, "(Citation:") else { return nil }
        return source[offset...].prefix(400).firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 }
    }

    private static func tagEnd(_ source: [UInt8], _ offset: Int) -> Int? {
        guard offset + 1 < source.count, ASCII.isLetter(source[offset + 1]) || source[offset + 1] == UInt8(ascii: "/")
        else {
            return nil
        }
        return source[offset...].prefix(80).firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
    }

    /// `[words](target)`.
    private static func link(_ source: [UInt8], _ offset: Int) -> (replacement: [UInt8], end: Int)? {
        guard let close = source[offset...].prefix(300).firstIndex(of: UInt8(ascii: "]")), close + 1 < source.count,
            source[close + 1] == UInt8(ascii: "("),
            let end = source[(close + 2)...].prefix(500).firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let words = Array(source[offset + 1..<close])
        let target = source[(close + 2)..<end]
        guard target.starts(with: "https://attack.mitre.org/".utf8) else { return (words, end + 1) }
        let path = target.dropFirst("https://attack.mitre.org/".utf8.count)
        let isTopic = path.starts(with: "techniques/".utf8) || path.starts(with: "tactics/".utf8)
        return (isTopic ? words : Array("SUBJ".utf8), end + 1)
    }
}
