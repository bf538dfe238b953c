/// One line of a stored knowledge base, split into its fields.
struct CatalogueLine {
    /// The line's number, from 1.
    let number: Int
    private let bytes: UnsafeRawBufferPointer
    private var ranges: [Range<Int>] = []

    /// Splits a line at its tabs.
    init(_ bytes: UnsafeRawBufferPointer, number: Int) {
        self.bytes = bytes
        self.number = number
        ranges = CatalogueLine.split(bytes, 0..<bytes.count, at: UInt8(ascii: "\t"))
    }

    /// The number of fields after the tag.
    var fieldCount: Int { ranges.count - 1 }

    /// Whether the line begins with this tag.
    func hasTag(_ tag: StaticString) -> Bool {
        UnsafeRawBufferPointer(rebasing: bytes[ranges[0]]).equals(tag)
    }

    /// A field after the tag, counted from 0.
    func text(_ field: Int) throws(CatalogueFault) -> String {
        try text(ranges[field + 1])
    }

    /// A field that is empty when there is no value.
    func optionalText(_ field: Int) throws(CatalogueFault) -> String? {
        let text = try text(field)
        return text.isEmpty ? nil : text
    }

    /// A field that is a STIX id without its type, or a whole one of another shape.
    func stixID(_ field: Int, _ kind: StixKind) throws(CatalogueFault) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[ranges[field + 1]])
        let text = try text(field)
        return raw.isEmpty || raw.hasDoubleHyphen ? text : "\(kind.rawValue)--\(text)"
    }

    /// A field that is a list of texts.
    func texts(_ field: Int) throws(CatalogueFault) -> [String] {
        var texts: [String] = []
        for range in elements(field) {
            texts.append(try text(range))
        }
        return texts
    }

    /// A field that is the id of a technique.
    func technique(_ field: Int) throws(CatalogueFault) -> TechniqueID {
        try technique(ranges[field + 1])
    }

    /// A field that is a sorted list of ids of techniques.
    func techniques(_ field: Int) throws(CatalogueFault) -> [TechniqueID] {
        let range = ranges[field + 1]
        guard !range.isEmpty else { return [] }
        var ids: [TechniqueID] = []
        ids.reserveCapacity(range.count / 6 + 1)
        var start = range.lowerBound
        while let end = bytes.position(of: UInt8(ascii: "|"), from: start), end < range.upperBound {
            ids.append(try technique(start..<end))
            start = end + 1
        }
        ids.append(try technique(start..<range.upperBound))
        return ids
    }

    /// A field that is `revoked` or `deprecated`.
    func isRevoked(_ field: Int) throws(CatalogueFault) -> Bool {
        switch try text(field) {
        case "revoked": return true
        case "deprecated": return false
        default: throw CatalogueFault("expected revoked or deprecated", line: number)
        }
    }

    private func elements(_ field: Int) -> [Range<Int>] {
        let range = ranges[field + 1]
        return range.isEmpty ? [] : CatalogueLine.split(bytes, range, at: UInt8(ascii: "|"))
    }

    private func technique(_ range: Range<Int>) throws(CatalogueFault) -> TechniqueID {
        guard let id = TechniqueID(utf8: UnsafeRawBufferPointer(rebasing: bytes[range])) else {
            throw CatalogueFault("expected the id of a technique", line: number)
        }
        return id
    }

    private func text(_ range: Range<Int>) throws(CatalogueFault) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
        if raw.position(of: UInt8(ascii: "\\"), from: 0) == nil {
            guard let text = String(validating: raw, as: UTF8.self) else {
                throw CatalogueFault("expected UTF-8", line: number)
            }
            return text
        }
        guard let text = CatalogueLine.unescape(raw) else { throw CatalogueFault("has a wrong escape", line: number) }
        return text
    }

    private static func unescape(_ raw: UnsafeRawBufferPointer) -> String? {
        var output: [UInt8] = []
        var isEscaped = false
        for byte in raw {
            guard isEscaped else {
                isEscaped = byte == UInt8(ascii: "\\")
                if !isEscaped {
                    output.append(byte)
                }
                continue
            }
            isEscaped = false
            switch byte {
            case UInt8(ascii: "\\"): output.append(byte)
            case UInt8(ascii: "t"): output.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "n"): output.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): output.append(UInt8(ascii: "\r"))
            case UInt8(ascii: "p"): output.append(UInt8(ascii: "|"))
            default: return nil
            }
        }
        return isEscaped ? nil : String(validating: output, as: UTF8.self)
    }

    private static func split(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, at separator: UInt8) -> [Range<Int>]
    {
        var ranges: [Range<Int>] = []
        var start = range.lowerBound
        while let end = bytes.position(of: separator, from: start), end < range.upperBound {
            ranges.append(start..<end)
            start = end + 1
        }
        ranges.append(start..<range.upperBound)
        return ranges
    }
}
