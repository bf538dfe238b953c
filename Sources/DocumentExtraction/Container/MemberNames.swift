/// Makes names of members: labels that a person can read and that lead nowhere.
struct MemberNames {
    /// What the content of a packed file is called when the file does not say.
    private let unpackedName: String
    private let isZip: Bool

    /// - Parameters:
    ///   - archive: The archive's own name.
    ///   - isZip: Whether names of an unknown character set are those of DOS.
    init(archive: String, isZip: Bool) {
        self.isZip = isZip
        let last = Array(archive.utf8.suffix { $0 != 0x2F })
        let packed = [".gz", ".bz2", ".xz", ".zst", ".lzma", ".z", ".tgz", ".tbz2", ".txz"]
        let lowered = last.map(\.lowercasedASCII)
        let dropped = packed.first {
            lowered.count > $0.utf8.count && lowered.suffix($0.utf8.count).elementsEqual($0.utf8)
        }
        unpackedName = String(decoding: last.dropLast(dropped?.utf8.count ?? 0), as: UTF8.self)
    }

    /// The name of an entry; `number` stands in for one that has none.
    func name(of entry: ArchiveEntry, number: Int) -> String {
        var bytes = entry.name
        if entry.isRaw {
            let isPlaceholder = bytes.isEmpty || bytes.elementsEqual("data".utf8)
            bytes = isPlaceholder ? Array(unpackedName.utf8) : Array(bytes.suffix { $0 != 0x2F && $0 != 0x5C })
        }
        return name(bytes, number: number)
    }

    /// The name that an archive gives as bytes.
    func name(_ bytes: [UInt8], number: Int) -> String {
        // Of an endless name the end is enough, from where a character begins.
        let end = bytes.count > 1 << 14 ? Array(bytes.suffix(1 << 14).drop { $0 & 0xC0 == 0x80 }) : bytes
        let path = MemberPath.normalise(LegacyFileName.decode(end, isDOS: isZip))
        return path.isEmpty ? "member \(number)" : path
    }
}

/// A member's name as a relative path that goes nowhere up.
enum MemberPath {
    private static let maximumBytes = 1024
    private static let maximumNameBytes = 240

    /// The path without root, drive, steps up, and characters that are not seen; empty when nothing is left.
    ///
    /// A long path loses its upper folders, a long name its middle.
    static func normalise(_ utf8: [UInt8]) -> String {
        var parts: [[UInt8]] = []
        for (index, raw) in utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x5C }).enumerated() {
            var part = TextCleaning.line(raw)
            if index == 0, part.count >= 2, part[0].isASCIILetter, part[1] == 0x3A {
                part = Array(part.dropFirst(2))
            }
            // After cleaning, not before: what is not seen could hide them.
            if !part.isEmpty, !part.elementsEqual(".".utf8), !part.elementsEqual("..".utf8) {
                parts.append(shortened(part))
            }
        }
        var kept: [[UInt8]] = []
        var size = 0
        for part in parts.reversed() {
            size += part.count + 1
            guard size <= maximumBytes else { break }
            kept.append(part)
        }
        return kept.reversed().map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    }

    private static func shortened(_ part: [UInt8]) -> [UInt8] {
        guard part.count > maximumNameBytes else { return part }
        var end = maximumNameBytes - 40
        while end > 0, part[end] & 0xC0 == 0x80 {
            end -= 1
        }
        let tail = part.suffix(30).drop { $0 & 0xC0 == 0x80 }
        return part[..<end] + Array("…".utf8) + tail
    }
}
