/// Hashes that a narrow column broke over lines.
enum BrokenHash {
    /// Digits of the hashes people publish: MD5, SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
    private static let lengths: Set<Int> = [32, 40, 56, 64, 96, 128]

    /// Whether the line at `index` goes on with a hash that the line before it ends with.
    ///
    /// - Parameters:
    ///   - lines: The lines of a page.
    ///   - index: The line to look at, not the first.
    ///   - soFar: What this returned for the line before; 0 at first.
    /// - Returns: The hash's digits up to the end of this line, or 0 when the line begins something else.
    static func continuation(of lines: [PrintedLine], at index: Int, soFar: Int) -> Int {
        let begun = soFar > 0 ? soFar : trailingDigits(lines[index - 1].bytes)
        let next = leadingDigits(lines[index].bytes)
        guard begun >= 8, next > 0 else { return 0 }
        // A whole hash is whole, unless what follows can be nothing but its rest.
        if begun == 32, next == 32, soFar == 0, isLabelled(lines, index - 1) { return 64 }
        if lengths.contains(begun), !isOnlyARest(lines[index].bytes, digits: next) { return 0 }
        var total = begun
        for line in lines[index...] {
            let digits = line.isItem ? 0 : leadingDigits(line.bytes)
            total += digits
            if lengths.contains(total) { return begun + next }
            // Only a line that has nothing but digits can have the hash go on below it.
            guard digits > 0, digits == line.bytes.count, total < 128 else { return 0 }
        }
        return 0
    }

    /// Whether the hash that the line ends with is said to be a SHA-256, on the line or above it.
    private static func isLabelled(_ lines: [PrintedLine], _ index: Int) -> Bool {
        let before = lines[index].bytes.dropLast(32)
        let label = before.contains(where: \.isASCIILetter) || index == 0 ? before : lines[index - 1].bytes
        return label.count <= 64 && label.contains("256") && (label.contains("SHA") || label.contains("sha"))
    }

    private static func isOnlyARest(_ line: ArraySlice<UInt8>, digits: Int) -> Bool {
        digits == line.count && !lengths.contains(digits) && line.contains { $0.isASCIILetter }
            && line.contains { $0.isASCIIDigit }
    }

    private static func trailingDigits(_ line: ArraySlice<UInt8>) -> Int {
        let digits = line.suffix(129).reversed().prefix { $0.isASCIIHexDigit }.count
        guard digits < line.count else { return digits }
        return openers.contains(line[line.endIndex - digits - 1]) ? digits : 0
    }

    private static func leadingDigits(_ line: ArraySlice<UInt8>) -> Int {
        let digits = line.prefix(129).prefix { $0.isASCIIHexDigit }.count
        guard digits < line.count else { return digits }
        let rest = line.dropFirst(digits)
        // A stop ends a sentence; within a word it belongs to an address or to the name of a file.
        let isStop = rest.first == 0x2E && (rest.count == 1 || rest.dropFirst().first == 0x20)
        return isStop || rest.first.map(closers.contains) == true ? digits : 0
    }

    /// What may stand right before a hash: a space and `"'(*,:;<=>[|`.
    private static let openers: Set<UInt8> = [
        0x20, 0x22, 0x27, 0x28, 0x2A, 0x2C, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x5B, 0x7C,
    ]

    /// What may stand right after one: a space and `"'),:;<]|`.
    private static let closers: Set<UInt8> = [0x20, 0x22, 0x27, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x5D, 0x7C]
}
