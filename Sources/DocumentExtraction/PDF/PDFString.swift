/// Strings as PDF writes them: `(in brackets)` or `<in hex>`.
enum PDFString {
    /// Reads the string that begins at `index`; `nil` where there is none, or one longer than 4 KiB.
    static func read(_ bytes: [UInt8], at index: Int) -> [UInt8]? {
        var index = index
        while index < bytes.count, bytes[index].isASCIIWhitespace {
            index += 1
        }
        guard index < bytes.count else { return nil }
        let window = bytes[(index + 1)..<min(index + 4097, bytes.count)]
        switch bytes[index] {
        case 0x28: return literal(window)
        case 0x3C where window.first != 0x3C: return hexadecimal(window)
        default: return nil
        }
    }

    private static func literal(_ window: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = window
        var depth = 1
        while let byte = rest.popFirst() {
            switch byte {
            case 0x5C: escape(&rest, &result)
            case 0x28:
                depth += 1
                result.append(byte)
            case 0x29:
                depth -= 1
                if depth == 0 { return result }
                result.append(byte)
            default: result.append(byte)
            }
        }
        return nil
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>, _ result: inout [UInt8]) {
        guard let byte = rest.popFirst() else { return }
        switch byte {
        case 0x6E: result.append(0x0A)
        case 0x72: result.append(0x0D)
        case 0x74: result.append(0x09)
        case 0x62, 0x66, 0x0A: break
        case 0x0D:
            if rest.first == 0x0A { rest.removeFirst() }
        case 0x30...0x37:
            var value = Int(byte - 0x30)
            for _ in 0..<2 {
                guard let next = rest.first, (0x30...0x37).contains(next) else { break }
                value = value * 8 + Int(next - 0x30)
                rest.removeFirst()
            }
            result.append(UInt8(truncatingIfNeeded: value))
        default: result.append(byte)
        }
    }

    private static func hexadecimal(_ window: ArraySlice<UInt8>) -> [UInt8]? {
        guard let end = window.firstIndex(of: 0x3E) else { return nil }
        var digits = window[..<end].filter(\.isASCIIHexDigit).map { $0.isASCIIDigit ? $0 - 0x30 : ($0 | 0x20) - 0x57 }
        if !digits.count.isMultiple(of: 2) { digits.append(0) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
