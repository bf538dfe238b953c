/// Finds the targets of links, which the programs that read old Office documents leave out.
enum LegacyLinks {
    private static let maximum = 2000
    private static let longest = 2048

    /// The addresses in the fields of a Word document: `HYPERLINK "address"` among its text, in one or two bytes a letter.
    static func targets(word stream: [UInt8]) -> [[UInt8]] {
        var found = Found()
        for width in [1, 2] {
            let mark = Array("HYPERLINK".utf8)
            var index = 0
            while index < stream.count, !found.isFull {
                guard stream[index] == mark[0], matches(mark, stream, at: index, width: width) else {
                    index += 1
                    continue
                }
                index += mark.count * width
                found.add(quoted(stream, from: index, width: width))
            }
        }
        return found.targets
    }

    /// The addresses in the records of a presentation.
    static func targets(presentation stream: [UInt8]) -> [[UInt8]] {
        var found = Found()
        var index = 0
        while index + 8 <= stream.count, !found.isFull {
            let kind = LittleEndian.uint16(stream, at: index)
            let type = LittleEndian.uint16(stream, at: index + 2)
            let length = Int(LittleEndian.uint32(stream, at: index + 4))
            index += 8
            // A record that holds others is entered; of its text records the second one is the target.
            if kind & 0x0F == 0x0F { continue }
            if type == 0x0FBA, kind >> 4 == 1 {
                found.add(text(stream, at: index, count: length))
            }
            index += min(length, stream.count - index)
        }
        return found.targets
    }

    /// The addresses in the link records of a workbook, each behind the mark of its kind.
    static func target(excel record: [UInt8]) -> [UInt8]? {
        guard let mark = record.range(of: urlMark) else { return nil }
        let length = Int(LittleEndian.uint32(record, at: mark + 16))
        return Found.address(text(record, at: mark + 20, count: length))
    }

    private static let urlMark: [UInt8] = [
        0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B,
    ]

    private static func text(_ bytes: [UInt8], at start: Int, count: Int) -> [UInt8] {
        let content = Array(bytes.dropFirst(start).prefix(min(count, longest * 2)))
        return Array(UnicodeForm.utf16LittleEndian.decode(content).utf8.prefix { $0 != 0 })
    }

    private static func matches(_ mark: [UInt8], _ bytes: [UInt8], at start: Int, width: Int) -> Bool {
        guard start + mark.count * width <= bytes.count else { return false }
        for (place, byte) in mark.enumerated() {
            let index = start + place * width
            guard bytes[index] == byte, width == 1 || bytes[index + 1] == 0 else { return false }
        }
        return true
    }

    /// What stands between the next two quotation marks, when they are near.
    private static func quoted(_ bytes: [UInt8], from start: Int, width: Int) -> [UInt8] {
        var text: [UInt8] = []
        var isOpen = false
        for index in stride(from: start, to: min(bytes.count, start + longest * width), by: width) {
            let byte = width == 2 && index + 1 < bytes.count && bytes[index + 1] != 0 ? 0x3F : bytes[index]
            if byte == 0x22 {
                guard !isOpen else { return text }
                isOpen = true
            } else if isOpen {
                text.append(byte)
            } else if byte != 0x20, byte != 0x5C, !byte.isASCIILetter {
                return []
            }
        }
        return []
    }

    /// Addresses, each once.
    struct Found {
        private(set) var targets: [[UInt8]] = []
        private var seen: Set<[UInt8]> = []

        var isFull: Bool { targets.count >= maximum }

        mutating func add(_ target: [UInt8]?) {
            if let address = target.flatMap(Self.address), !isFull, seen.insert(address).inserted {
                targets.append(address)
            }
        }

        /// The text, if it is an address that leads out of the document.
        static func address(_ text: [UInt8]) -> [UInt8]? {
            let scheme = text.prefix(9).map(\.lowercasedASCII)
            let isAddress = ["http://", "https://", "ftp://", "hxxp", "mailto:"]
                .contains { scheme.starts(with: $0.utf8) }
            return isAddress && text.count <= longest ? text : nil
        }
    }
}

extension [UInt8] {
    /// Where a pattern of bytes first occurs.
    fileprivate func range(of pattern: [UInt8]) -> Int? {
        guard count >= pattern.count else { return nil }
        return (0...(count - pattern.count))
            .first { self[$0] == pattern[0] && self[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}
