import DocumentText

/// Reads text that is a document as it stands: plain text, CSV, JSON, XML, YAML, logs.
package enum PlainTextReader {
    /// How the lines of a text make blocks.
    package enum Layout: Sendable {
        /// Paragraphs between blank lines.
        case prose
        /// Every line is a row.
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
        let decoded = TextDecoding.decode(try source.bytes())
        draft.metadata["charset"] = decoded.charset
        if let warning = decoded.warning {
            draft.warn(warning)
        }
        append(decoded.utf8, layout: layout, to: &draft.text)
    }

    /// Appends text that is UTF-8 already.
    static func append(_ utf8: [UInt8], layout: Layout, to text: inout TextAssembler) {
        switch layout {
        case .prose: TextLines.forEachBlock(utf8) { text.append(utf8[$0], as: .paragraph, spacing: .verbatim) }
        case .code: TextLines.forEachBlock(utf8) { text.append(utf8[$0], as: .code, spacing: .verbatim) }
        case .table: TextLines.forEachLine(utf8) { text.append(utf8[$0], as: .tableRow) }
        }
    }
}
