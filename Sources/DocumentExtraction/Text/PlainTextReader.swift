import DocumentText

/// Reads text that is a document as it stands: plain text, CSV, XML, YAML, logs.
package enum PlainTextReader {
    /// How the lines of a text make blocks.
    package enum Layout: Sendable {
        /// Paragraphs between blank lines.
        case prose
        /// Every record is a row.
        case table
        /// Blocks between blank lines, their spaces kept.
        case code
    }

    /// Reads the document into `draft`.
    package static func read(
        _ source: DocumentSource,
        layout: Layout,
        into draft: inout DocumentDraft
    ) throws(ReadingFailure) {
        let decoded = try decode(source, into: &draft)
        draft.text.reserve(decoded.utf8.count + decoded.utf8.count / 64)
        var map = draft.sourceMap(of: decoded)
        append(decoded.utf8, layout: layout, to: &draft.text, places: &map)
    }

    /// Decodes a document whose text stands in it as it is, and notes in `draft` how.
    static func decode(
        _ source: DocumentSource,
        into draft: inout DocumentDraft
    ) throws(ReadingFailure) -> DecodedText {
        let decoded = TextDecoding.decode(try source.bytes())
        draft.setMetadata("charset", decoded.charset.utf8)
        if let warning = decoded.warning {
            draft.warn(warning)
        }
        return decoded
    }

    /// Appends text that is UTF-8 already.
    static func append(_ utf8: [UInt8], layout: Layout, to text: inout TextAssembler) {
        var nowhere = SourceMap()
        append(utf8, layout: layout, to: &text, places: &nowhere)
    }

    private static func append(
        _ utf8: [UInt8],
        layout: Layout,
        to text: inout TextAssembler,
        places: inout SourceMap
    ) {
        switch layout {
        case .prose:
            TextLines.forEachBlock(utf8) {
                text.append(utf8[$0], as: .paragraph, spacing: .verbatim, source: places.source(of: $0))
            }
        case .code:
            MarkupBlocks.forEach(utf8) {
                text.append(utf8[$0], as: .code, spacing: .verbatim, source: places.source(of: $0))
            }
        case .table:
            appendTable(utf8, to: &text, places: &places)
        }
    }

    private static func appendTable(_ utf8: [UInt8], to text: inout TextAssembler, places: inout SourceMap) {
        // The first record tells what stands between cells.
        var isTabbed: Bool?
        TableRecords.forEach(utf8) { record in
            let place = places.source(of: record)
            let hasTab = isTabbed != false && utf8[record].contains(0x09)
            if isTabbed ?? hasTab, hasTab {
                // Between cells is more than between words.
                let cells = utf8[record].split(separator: 0x09)
                text.append(TableRow.joined(cells), as: .tableRow, spacing: .verbatim, source: place)
            } else {
                text.append(utf8[record], as: .tableRow, source: place)
            }
            isTabbed = isTabbed ?? (record.isEmpty ? nil : hasTab)
        }
    }
}

extension DocumentDraft {
    /// The places of a decoded text in the document's file; none for a file that lies within the document.
    func sourceMap(of decoded: DecodedText) -> SourceMap { depth == 0 ? SourceMap(decoded) : SourceMap() }
}
