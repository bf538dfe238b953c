/// Reads Markdown: the text stays as it was written, its structure becomes segments.
///
/// Marks like `**` and `[text](address)` are kept: they are readable, and every address is in the text.
package enum MarkdownReader {
    /// Reads the document into `draft`.
    package static func read(_ source: DocumentSource, into draft: inout DocumentDraft) throws(ReadingFailure) {
        let decoded = TextDecoding.decode(try source.bytes())
        draft.metadata["charset"] = decoded.charset
        if let warning = decoded.warning {
            draft.warn(warning)
        }
        read(decoded.utf8, into: &draft)
    }

    static func read(_ utf8: [UInt8], into draft: inout DocumentDraft) {
        var blocks = MarkdownBlocks()
        TextLines.forEachLine(utf8) { line in
            blocks.add(utf8[line], to: &draft)
        }
        blocks.end(&draft)
    }
}
