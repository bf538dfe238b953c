import Glibc

/// The addresses that a PDF's links lead to, found in its bytes.
///
/// `pdftotext` does not print them, and a second program for them would take a third of the time of the first.
struct PDFLinks {
    private static let maximum = 2000
    /// Objects that are packed together hold annotations; so much of them is unpacked.
    private static let unpackedLimit = 16 << 20

    /// The addresses, each once, in the order of the file.
    private(set) var targets: [[UInt8]] = []

    private var seen: Set<[UInt8]> = []

    init(_ bytes: [UInt8]) {
        collect(bytes)
        var budget = Self.unpackedLimit
        PDFBytes.forEach("/ObjStm", in: bytes) { index in
            guard let stream = PDFStream(around: index, in: bytes) else { return index }
            let objects = stream.unpacked(of: bytes, limit: budget) ?? []
            budget -= objects.count
            collect(objects)
            return budget > 0 && targets.count < Self.maximum ? stream.data.upperBound : nil
        }
    }

    private mutating func collect(_ bytes: [UInt8]) {
        var references: Set<Int> = []
        PDFBytes.forEach("/URI", in: bytes, limit: 10 * Self.maximum) { index in
            let start = index + 4
            if let target = PDFString.read(bytes, at: start) {
                add(target)
            } else if let number = Self.reference(bytes, at: start), references.count < Self.maximum {
                references.insert(number)
            }
            return targets.count < Self.maximum ? start : nil
        }
        guard !references.isEmpty else { return }
        var start = 0
        while !references.isEmpty, let index = PDFBytes.find(" obj", in: bytes, from: start) {
            start = index + 4
            if let number = Self.objectNumber(bytes, before: index), references.remove(number) != nil,
                let target = PDFString.read(bytes, at: start)
            {
                add(target)
            }
        }
    }

    private mutating func add(_ target: [UInt8]) {
        let scheme = target.prefix(8).map(\.lowercasedASCII)
        let isAddress = ["http://", "https://", "ftp://"].contains { scheme.starts(with: $0.utf8) }
        let isPlain = target.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if isAddress, isPlain, target.count <= 2048, seen.insert(target).inserted {
            targets.append(target)
        }
    }

    /// The number in `12 0 R`.
    private static func reference(_ bytes: [UInt8], at index: Int) -> Int? {
        let words = bytes[index..<min(index + 32, bytes.count)]
            .split(maxSplits: 3, whereSeparator: \.isASCIIWhitespace)
        guard words.count >= 3, words[2].first == 0x52, words[1].allSatisfy({ $0.isASCIIDigit }) else { return nil }
        return number(words[0])
    }

    /// The number in `12 0 obj`, whose space before `obj` is at `index`.
    private static func objectNumber(_ bytes: [UInt8], before index: Int) -> Int? {
        let generation = bytes[max(0, index - 5)..<index].suffix(while: \.isASCIIDigit)
        guard !generation.isEmpty, generation.startIndex > 0, bytes[generation.startIndex - 1] == 0x20 else {
            return nil
        }
        let end = generation.startIndex - 1
        return number(bytes[max(0, end - 10)..<end].suffix(while: \.isASCIIDigit))
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(digits.count), digits.allSatisfy(\.isASCIIDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
