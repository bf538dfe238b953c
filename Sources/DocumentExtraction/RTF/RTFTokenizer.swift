/// One piece of a Rich Text document.
enum RTFToken {
    /// A group begins.
    case begin
    /// A group ends.
    case end
    /// A control word and its number.
    case word(Range<Int>, Int?)
    /// A control symbol: a backslash and a byte that is no letter.
    case symbol(UInt8)
    /// A byte written in hexadecimal.
    case byte(UInt8)
    /// Bytes of text.
    case text(Range<Int>)
}

/// Cuts a Rich Text document into pieces.
struct RTFTokenizer {
    /// A longer run of letters is no control word of any program.
    private static let longestWord = 64

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    /// Steps over binary data.
    mutating func skip(_ count: Int) { position += min(max(count, 0), remaining) }

    mutating func next() -> RTFToken? {
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case 0x7B:
                position += 1
                return .begin
            case 0x7D:
                position += 1
                return .end
            case 0x5C:
                position += 1
                return control()
            // Line ends are for the reader of the file, not of the document.
            case 0x0A, 0x0D, 0x00: position += 1
            default: return text()
            }
        }
        return nil
    }

    private mutating func text() -> RTFToken {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case 0x7B, 0x7D, 0x5C, 0x0A, 0x0D, 0x00: return .text(start..<position)
            default: position += 1
            }
        }
        return .text(start..<position)
    }

    private mutating func control() -> RTFToken? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        guard first.isASCIILetter else {
            position += 1
            guard first == 0x27 else { return .symbol(first) }
            return hexadecimal()
        }
        let start = position
        while position < bytes.count, bytes[position].isASCIILetter, position - start < Self.longestWord {
            position += 1
        }
        let word = start..<position
        let number = number()
        if position < bytes.count, bytes[position] == 0x20 {
            position += 1
        }
        return .word(word, number)
    }

    private mutating func hexadecimal() -> RTFToken {
        var value: UInt8 = 0
        var digits = 0
        while digits < 2, position < bytes.count, let digit = Self.digit(bytes[position]) {
            value = value << 4 | digit
            digits += 1
            position += 1
        }
        return digits == 2 ? .byte(value) : .symbol(0)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        if byte.isASCIIDigit { return byte - 0x30 }
        return byte.isASCIIHexDigit ? (byte | 0x20) - 0x61 + 10 : nil
    }

    private mutating func number() -> Int? {
        var index = position
        let isNegative = index < bytes.count && bytes[index] == 0x2D
        if isNegative {
            index += 1
        }
        let start = index
        var value = 0
        while index < bytes.count, bytes[index].isASCIIDigit {
            // More digits than any number has are read and not counted.
            if index - start < 11 {
                value = value * 10 + Int(bytes[index] - 0x30)
            }
            index += 1
        }
        guard index > start else { return nil }
        position = index
        return isNegative ? -value : value
    }
}
