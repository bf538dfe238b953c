import DocumentText

/// Reads HTML and XHTML.
package enum HTMLReader {
    /// Reads the document into `draft`.
    package static func read(_ source: DocumentSource, into draft: inout DocumentDraft) throws(ReadingFailure) {
        let bytes = try source.bytes()
        let decoded = TextDecoding.decode(bytes, declared: HTMLCharset.declared(in: bytes))
        if draft.depth == 0 {
            draft.metadata["charset"] = decoded.charset
        }
        if let warning = decoded.warning {
            draft.warn(warning)
        }
        // Text that did not have to be converted stands in the file as it is, but for a byte order mark.
        let mark = bytes.count - decoded.utf8.count
        let isAsItStands = decoded.charset == "utf-8" && decoded.warning == nil && (mark == 0 || mark == 3)
        read(decoded.utf8, at: isAsItStands && draft.depth == 0 ? mark : nil, into: &draft)
    }

    /// Reads HTML that is UTF-8 already.
    package static func read(_ utf8: [UInt8], into draft: inout DocumentDraft) {
        read(utf8, at: nil, into: &draft)
    }

    private static func read(_ utf8: [UInt8], at offset: Int?, into draft: inout DocumentDraft) {
        var page = HTMLPage(utf8, at: offset, &draft)
        page.read(utf8.span, into: &draft)
    }
}
