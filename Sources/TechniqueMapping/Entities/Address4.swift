/// An IPv4 address.
struct Address4 {
    private let octets: (Int, Int, Int, Int)

    /// Reads four labels; `nil` when they are none.
    init?(_ run: HostRun) {
        var values: [Int] = []
        for label in run.labels {
            let bytes = run.bytes[label]
            guard bytes.count <= 3, let first = bytes.first, bytes.count == 1 || first != 0x30 else { return nil }
            var value = 0
            for byte in bytes {
                guard ASCII.isDigit(byte) else { return nil }
                value = value * 10 + Int(byte & 0x0F)
            }
            guard value <= 255 else { return nil }
            values.append(value)
        }
        guard values.count == 4 else { return nil }
        octets = (values[0], values[1], values[2], values[3])
    }

    /// Whether it is nobody's in particular: private, local, of a group, or a public resolver.
    var isReserved: Bool {
        switch octets {
        case (0, _, _, _), (10, _, _, _), (127, _, _, _), (224..., _, _, _), (192, 168, _, _), (169, 254, _, _): true
        case (172, 16...31, _, _), (100, 64...127, _, _): true
        case (8, 8, 8, 8), (8, 8, 4, 4), (1, 1, 1, 1), (1, 0, 0, 1), (9, 9, 9, 9), (4, 2, 2, 1...4): true
        default: false
        }
    }

    /// Whether four plain numbers are more likely a version or a section than an address.
    func isVersion(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        let (first, second, third, fourth) = octets
        if isReserved { return first == 0 && fourth != 0 }
        if second == 0, third == 0 { return true }
        if max(first, second, third, fourth) < 10 { return true }
        if fourth == 0, third == 0 { return !isNetwork(text, range.upperBound) }
        if range.lowerBound > 0 {
            let before = text[range.lowerBound - 1]
            // "Chrome/49.0.2623.112", "libx-1.2.3.4".
            if before == 0x2F || before == 0x2D || before == 0x5F || before == 0x2E || before == 0x5C {
                return range.lowerBound > 1 && ASCII.isAlphanumeric(text[range.lowerBound - 2])
            }
        }
        return followsVersionWord(text, range.lowerBound)
    }

    private func isNetwork(_ text: TextBytes, _ offset: Int) -> Bool {
        offset + 1 < text.count && text[offset] == 0x2F && ASCII.isDigit(text[offset + 1])
    }

    /// Whether one of the two words before speaks of versions.
    private func followsVersionWord(_ text: TextBytes, _ start: Int) -> Bool {
        var end = start
        for _ in 0..<2 {
            while end > 0, start - end < 32, text[end - 1] == 0x20 || text[end - 1] == 0x3A || text[end - 1] == 0x28 {
                end -= 1
            }
            var begin = end
            while begin > 0, end - begin < 16, ASCII.isLetter(text[begin - 1]) { begin -= 1 }
            if begin == end { return false }
            if WordLists.versionWords.contains(text, begin..<end) { return true }
            end = begin
        }
        return false
    }
}
