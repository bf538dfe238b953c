/// The text of a file as UTF-8, and how it was read.
package struct DecodedText: Equatable, Sendable {
    /// Well-formed UTF-8 without a byte order mark.
    package let utf8: [UInt8]

    /// The character set it was in, in lower case.
    package let charset: String

    /// What was uncertain about it.
    package let warning: String?
}
