/// The bytes of an HTML page in the making.
///
/// Markup comes from literals in this library only, which the type `StaticString` enforces; whatever else goes in is
/// made inert and escaped. A writer therefore cannot let a document's text become markup by mistake.
struct HTMLOutput {
    /// The bytes written so far.
    private(set) var bytes: [UInt8] = []

    /// Creates an empty page with room for a number of bytes.
    init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends markup.
    mutating func markup(_ markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends text, on one line, inert and escaped; right between tags and in quoted attributes.
    mutating func text(_ text: String) {
        var line = InertText.line(text)
        line.withUTF8 { appendEscaped($0) }
    }

    /// Appends text between two pieces of markup.
    mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
        markup(open)
        self.text(text)
        markup(close)
    }

    /// Appends a number.
    mutating func number(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Appends a sentence with its telling words marked.
    mutating func excerpt(_ excerpt: Excerpt) {
        excerpt.forEachPiece { piece, isMarked in
            if isMarked {
                markup("<mark>")
            }
            appendEscaped(piece)
            if isMarked {
                markup("</mark>")
            }
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        let special = Self.special
        var start = 0
        for index in text.indices where special.contains(text[index]) {
            let escape: StaticString
            switch text[index] {
            case UInt8(ascii: "&"): escape = "&amp;"
            case UInt8(ascii: "<"): escape = "&lt;"
            case UInt8(ascii: ">"): escape = "&gt;"
            case UInt8(ascii: "\""): escape = "&quot;"
            case UInt8(ascii: "'"): escape = "&#39;"
            default: continue
            }
            bytes.append(contentsOf: text[start..<index])
            markup(escape)
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private static let special = ByteSet("&<>\"'")
}
