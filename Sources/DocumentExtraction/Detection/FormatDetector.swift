/// Finds out what a document is from its content; the name only tells kinds of text apart.
package enum FormatDetector {
    private static let headSize = 1 << 16

    /// The format of the document.
    package static func detect(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat {
        let head = try source.head(headSize)
        if head.starts(with: "PK\u{3}\u{4}".utf8) || head.starts(with: "PK\u{5}\u{6}".utf8) {
            return try ZipContent.detect(source)
        }
        if head.prefix(1024).contains("%PDF-") { return .pdf }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return CompoundContent.detect(try source.bytes())
        }
        let isWide = ByteOrderMark.all.contains { head.starts(with: $0.bytes) } || WideText.form(of: head) != nil
        if isWide || TextLikeness.isText(head) {
            return TextKind.of(TextDecoding.decode(head).utf8, nameExtension: source.nameExtension)
        }
        if let format = BinaryKind.of(head) { return format }
        return .unsupported(try MagicDatabase().mediaType(of: head))
    }
}
