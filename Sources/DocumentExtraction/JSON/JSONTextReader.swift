import DocumentText

/// Reads JSON: the text as it stands, with what is escaped in strings written out.
///
/// Long strings are running text, with paragraphs of their own; all else is code. Everything is there once, so that the
/// description of a STIX object or a MISP event reads like any other text and a key can still be found beside its value.
enum JSONTextReader {
    /// Reads the document into `draft`.
    static func read(_ source: DocumentSource, isLines: Bool, into draft: inout DocumentDraft) throws(ReadingFailure) {
        let decoded = try PlainTextReader.decode(source, into: &draft)
        draft.text.reserve(decoded.utf8.count)
        var map = draft.sourceMap(of: decoded)
        read(decoded.utf8, isLines: isLines, into: &draft, places: &map)
    }

    /// Reads JSON that is UTF-8 already.
    static func read(_ utf8: [UInt8], isLines: Bool, into draft: inout DocumentDraft) {
        var nowhere = SourceMap()
        read(utf8, isLines: isLines, into: &draft, places: &nowhere)
    }

    private static func read(
        _ utf8: [UInt8],
        isLines: Bool,
        into draft: inout DocumentDraft,
        places: inout SourceMap
    ) {
        var blocks = JSONBlocks(utf8, isLines: isLines)
        while !draft.text.isFull, let block = blocks.next() {
            let place = places.source(of: block.range)
            if block.isProse {
                for paragraph in TextLines.blocks(of: block.text) {
                    draft.text.append(block.text[paragraph], as: .paragraph, source: place)
                }
            } else {
                draft.text.append(block.text, as: .code, spacing: .verbatim, source: place)
            }
        }
        for (key, value) in blocks.outline.metadata {
            draft.setMetadata(key, value)
        }
    }
}
