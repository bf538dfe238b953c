/// The text of a file as UTF-8, and how it was read.
package struct DecodedText: Equatable, Sendable {
    /// Well-formed UTF-8 without a byte order mark.
    package let utf8: [UInt8]

    /// The character set it was in, in lower case.
    package let charset: String

    /// What was uncertain about it.
    package let warning: String?

    /// How to find a character's place in the file.
    var places = Places.unknown

    /// How the bytes of the text follow from those of the file.
    enum Places: Equatable, Sendable {
        /// They are the same, after a mark of so many bytes.
        case same(after: Int)
        /// Every scalar was one byte.
        case oneByte
        /// UTF-16, after a mark of so many bytes.
        case utf16(after: Int)
        /// UTF-32, after a mark of so many bytes.
        case utf32(after: Int)
        /// They were replaced, or took different lengths.
        case unknown
    }
}
