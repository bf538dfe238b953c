/// Finds the bytes of the file that a range of its decoded text was read from.
///
/// It goes through the text once: ranges have to be asked for in order.
struct SourceMap {
    private let utf8: [UInt8]
    private let places: DecodedText.Places
    private var position = 0
    /// The bytes of the file before `position`.
    private var offset = 0

    init(_ text: DecodedText) {
        utf8 = text.utf8
        places = text.places
    }

    /// A map that knows no place.
    init() {
        utf8 = []
        places = .unknown
    }

    /// The place of a range that begins at or after the end of the last one; `nil` where it cannot be told.
    mutating func source(of range: Range<Int>) -> Range<Int>? {
        switch places {
        case .unknown: return nil
        case .same(let mark): return (range.lowerBound + mark)..<(range.upperBound + mark)
        case .oneByte, .utf16, .utf32:
            guard range.lowerBound >= position, range.upperBound <= utf8.count else { return nil }
            let start = advance(to: range.lowerBound)
            return start..<advance(to: range.upperBound)
        }
    }

    private mutating func advance(to end: Int) -> Int {
        let scalars = ByteScan.scalarCount(utf8.span.extracting(position..<end))
        switch places {
        case .oneByte: offset += scalars
        case .utf16: offset += 2 * (scalars + ByteScan.fourByteCount(utf8.span.extracting(position..<end)))
        default: offset += 4 * scalars
        }
        position = end
        return offset + mark
    }

    private var mark: Int {
        switch places {
        case .same(let mark), .utf16(let mark), .utf32(let mark): mark
        case .oneByte, .unknown: 0
        }
    }
}
