/// The bytes of a Markdown page in the making.
///
/// As with HTML, markup comes from literals only. Everything else is put on one line, made inert, and has each
/// character escaped that CommonMark or GitHub's dialect would act on: raw HTML, emphasis, links, bare addresses, tables.
struct MarkdownOutput {
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

    /// Appends text between two pieces of markup.
    mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
        markup(open)
        var line = InertText.line(text)
        line.withUTF8 { appendEscaped($0) }
        markup(close)
    }

    /// Appends a line of text between two pieces of markup.
    mutating func line(_ open: StaticString, _ text: String, _ close: StaticString) {
        element(open, text, close)
        blankLine()
    }

    /// Ends the line.
    mutating func blankLine() {
        markup("\n")
    }

    /// Appends a link to attack.mitre.org, or the bare text when there is no page to link to.
    mutating func link(_ text: String, to address: String?) {
        guard let address else {
            element("", text, "")
            return
        }
        element("[", text, "](")
        bytes.append(contentsOf: address.utf8)
        markup(")")
    }

    /// Appends a sentence with its telling words in bold.
    mutating func excerpt(_ excerpt: Excerpt) {
        excerpt.forEachPiece { piece, isMarked in
            if isMarked {
                markup("**")
            }
            appendEscaped(piece)
            if isMarked {
                markup("**")
            }
        }
    }

    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        let special = Self.special
        var isNumberSoFar = true
        var start = 0
        for index in text.indices {
            let byte = text[index]
            if special.contains(byte) || isNumberSoFar && Self.startsBlock(byte, at: index)
                || Self.makesAddress(byte, at: index, of: text)
            {
                bytes.append(contentsOf: text[start..<index])
                bytes.append(UInt8(ascii: "\\"))
                start = index
            }
            isNumberSoFar = isNumberSoFar && byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
        }
        bytes.append(contentsOf: text[start...])
    }

    /// The characters that are escaped wherever they stand.
    private static let special = ByteSet("\\`*_[]<>&|~#$@!")

    /// Whether a character that has nothing but digits before it would begin a list or underline a heading.
    private static func startsBlock(_ byte: UInt8, at index: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="): index == 0
        case UInt8(ascii: "."), UInt8(ascii: ")"): index > 0
        default: false
        }
    }

    /// Whether a character would complete a bare address that GitHub's dialect turns into a link.
    private static func makesAddress(_ byte: UInt8, at index: Int, of text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch byte {
        case UInt8(ascii: ":"): index + 1 < text.count && text[index + 1] == UInt8(ascii: "/")
        case UInt8(ascii: "."): index > 0 && text[index - 1] | 0x20 == UInt8(ascii: "w")
        default: false
        }
    }
}
