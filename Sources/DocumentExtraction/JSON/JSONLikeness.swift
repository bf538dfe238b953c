/// Tells JSON from other text that begins with a bracket.
enum JSONLikeness {
    private static let searched = 8192
    private static let maximumDepth = 512

    /// What the beginning of a text is.
    enum Verdict {
        case other
        case json
        /// One value a line.
        case lines
    }

    /// What a text is that begins without white space.
    static func verdict(on text: ArraySlice<UInt8>) -> Verdict {
        guard let first = text.first, first == 0x7B || first == 0x5B else { return .other }
        var parser = Parser(text.prefix(searched), isWhole: text.count <= searched)
        guard parser.parse(), parser.strings > 0 else { return .other }
        return parser.isLines ? .lines : .json
    }

    /// Follows the grammar as far as the text goes.
    private struct Parser {
        private let text: ArraySlice<UInt8>
        private let isWhole: Bool
        private var index: Int
        /// Whether each open bracket is an object's.
        private var stack: [Bool] = []
        private(set) var strings = 0
        private(set) var isLines = false
        private var hasLineEnd = false

        init(_ text: ArraySlice<UInt8>, isWhole: Bool) {
            self.text = text
            self.isWhole = isWhole
            index = text.startIndex
        }

        private enum Expectation {
            case value
            case valueOrEnd
            case keyOrEnd
            case key
            case colon
            case commaOrEnd
        }

        mutating func parse() -> Bool {
            var expected = Expectation.value
            var values = 0
            while let byte = nextVisible() {
                if stack.isEmpty, values > 0 || byte != text.first {
                    // Another value follows, or something that is none.
                    guard byte == 0x7B || byte == 0x5B else { return false }
                    isLines = isLines || (values == 1 && hasLineEnd)
                    expected = .value
                }
                guard let next = step(byte, expected) else { return index >= text.endIndex && !isWhole }
                expected = next
                if stack.isEmpty {
                    values += 1
                    if values == 1 {
                        hasLineEnd = !text[text.startIndex..<index].contains(0x0A)
                    }
                }
                if stack.count > JSONLikeness.maximumDepth { return true }
            }
            return !isWhole || stack.isEmpty
        }

        private mutating func nextVisible() -> UInt8? {
            while index < text.endIndex, text[index].isASCIIWhitespace {
                index += 1
            }
            return index < text.endIndex ? text[index] : nil
        }

        /// Reads one token; `nil` for one that must not stand there.
        private mutating func step(_ byte: UInt8, _ expected: Expectation) -> Expectation? {
            switch (byte, expected) {
            case (0x7B, .value), (0x7B, .valueOrEnd), (0x5B, .value), (0x5B, .valueOrEnd):
                index += 1
                stack.append(byte == 0x7B)
                return byte == 0x7B ? .keyOrEnd : .valueOrEnd
            case (0x7D, .keyOrEnd), (0x7D, .commaOrEnd), (0x5D, .valueOrEnd), (0x5D, .commaOrEnd):
                guard stack.popLast() == (byte == 0x7D) else { return nil }
                index += 1
                return .commaOrEnd
            case (0x2C, .commaOrEnd):
                index += 1
                return stack.last == true ? .key : .value
            case (0x3A, .colon):
                index += 1
                return .value
            case (0x22, .keyOrEnd), (0x22, .key): return string() ? .colon : nil
            case (0x22, .value), (0x22, .valueOrEnd): return string() ? .commaOrEnd : nil
            case (_, .value), (_, .valueOrEnd): return literal() ? .commaOrEnd : nil
            default: return nil
            }
        }

        private mutating func string() -> Bool {
            index += 1
            while index < text.endIndex, text[index] != 0x22 {
                guard text[index] >= 0x20 else { return false }
                index += text[index] == 0x5C ? 2 : 1
            }
            index += 1
            strings += 1
            return index <= text.endIndex
        }

        /// A number, `true`, `false` or `null`.
        private mutating func literal() -> Bool {
            let word = text[index...]
                .prefix { $0.isASCIILowercase || $0.isASCIIDigit || [0x2B, 0x2D, 0x2E, 0x45].contains($0) }
            let isNumber = word.first.map { $0.isASCIIDigit || $0 == 0x2D } ?? false
            index += word.count
            return isNumber || word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
                || word.elementsEqual("null".utf8) || (index == text.endIndex && !isWhole)
        }
    }
}
