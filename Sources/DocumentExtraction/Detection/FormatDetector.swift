/// Finds out what a document is from its content; the name only tells kinds of text apart.
package enum FormatDetector {
    private static let headSize = 1 << 16

    /// The format of the document.
    package static func detect(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat {
        if let format = try recognise(source) { return format }
        return .unsupported(try MagicDatabase().mediaType(of: try source.head(headSize)))
    }

    /// The format of the document, if it is one of those known here; the others cannot be read.
    static func recognise(_ source: DocumentSource) throws(ReadingFailure) -> DetectedFormat? {
        let head = try source.head(headSize)
        if ZipContent.marks.contains(where: { head.starts(with: $0) }) { return try ZipContent.detect(source) }
        if head.prefix(1024).contains("%PDF-") { return .pdf }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return CompoundFile.detect(try source.bytes())
        }
        // An archive of texts, not packed, is mostly text.
        if let format = BinaryKind.of(head) { return format }
        let isWide = ByteOrderMark.all.contains { head.starts(with: $0.bytes) } || WideText.form(of: head) != nil
        if isWide || TextLikeness.isText(head) {
            return TextKind.of(TextDecoding.decode(head).utf8, nameExtension: source.nameExtension)
        }
        return try ZipContent.isAtEnd(of: source) ? try ZipContent.detect(source) : nil
    }
}
