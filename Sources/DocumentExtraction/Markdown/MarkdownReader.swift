/// Reads Markdown: the text stays as it was written, its structure becomes segments.
///
/// Marks like `**` and `[text](address)` are kept: they are readable, and every address is in the text.
package enum MarkdownReader {
    /// Reads the document into `draft`.
    package static func read(_ source: DocumentSource, into draft: inout DocumentDraft) throws(ReadingFailure) {
        let decoded = try PlainTextReader.decode(source, into: &draft)
        read(decoded.utf8, into: &draft, places: draft.sourceMap(of: decoded))
    }

    static func read(_ utf8: [UInt8], into draft: inout DocumentDraft, places: SourceMap = SourceMap()) {
        var blocks = MarkdownBlocks(places: places)
        let start = blocks.addFrontMatter(utf8, to: &draft)
        TextLines.forEachLine(utf8) { line in
            if line.lowerBound >= start {
                blocks.add(utf8[line], to: &draft)
            }
        }
        blocks.end(&draft)
    }
}
