/// What publishing tools put before a Markdown text: names and values between two lines of dashes or plus signs.
struct FrontMatter {
    /// The values that are known, by the name they have in the metadata.
    private(set) var values: [(key: String, value: [UInt8])] = []

    /// Where it stands, with the lines around it.
    let range: Range<Int>

    /// More than this is a text between two rules.
    private static let longest = 1 << 14

    /// The front matter at the start of a text, if there is one.
    init?(_ utf8: [UInt8]) {
        guard let mark = utf8.first, mark == 0x2D || mark == 0x2B else { return nil }
        var end: Int?
        var number = 0
        var lines: [Range<Int>] = []
        TextLines.forEachLine(Array(utf8.prefix(Self.longest))) { line in
            defer { number += 1 }
            guard end == nil else { return }
            let isMark =
                line.count >= 3 && utf8[line].prefix(3).allSatisfy { $0 == mark }
                && utf8[line].dropFirst(3).allSatisfy { $0.isASCIIWhitespace }
            if number == 0 {
                end = isMark ? nil : 0
            } else if isMark || (mark == 0x2D && utf8[line].elementsEqual("...".utf8)) {
                end = line.upperBound
            } else {
                lines.append(line)
            }
        }
        guard let end, end > 0 else { return nil }
        range = 0..<end
        var isData = lines.isEmpty
        for line in lines {
            guard let (name, value) = Self.pair(utf8[line], mark: mark) else { continue }
            isData = true
            if let key = Self.known[name], !value.isEmpty {
                values.append((key, value))
            }
        }
        guard isData else { return nil }
    }

    private static func pair(_ line: ArraySlice<UInt8>, mark: UInt8) -> (name: String, value: [UInt8])? {
        let name = line.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x5F }
        let rest = line.dropFirst(name.count).drop { $0 == 0x20 }
        guard !name.isEmpty, rest.first == (mark == 0x2D ? 0x3A : 0x3D) else { return nil }
        var value = rest.dropFirst().drop { $0.isASCIIWhitespace }
        value = value.dropLast(value.suffix { $0.isASCIIWhitespace }.count)
        if value.count >= 2, let quote = value.first, quote == 0x22 || quote == 0x27, value.last == quote {
            value = value.dropFirst().dropLast()
        } else if value.first == 0x5B, value.last == 0x5D {
            value = value.dropFirst().dropLast()
        }
        return (String(decoding: name.map(\.lowercasedASCII), as: UTF8.self), Array(value))
    }

    private static let known = [
        "title": "title", "author": "author", "authors": "author", "date": "created", "published": "created",
        "created": "created", "updated": "modified", "modified": "modified", "lastmod": "modified",
        "description": "description", "summary": "description", "subject": "subject", "tags": "keywords",
        "keywords": "keywords", "lang": "language", "language": "language",
    ]
}
