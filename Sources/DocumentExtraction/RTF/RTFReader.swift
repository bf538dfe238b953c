import DocumentText

/// Reads the Rich Text Format.
enum RTFReader {
    /// A document that was HTML says so among its first words.
    private static let searchedForHTML = 2048

    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        read(try source.bytes(), into: &draft)
    }

    /// Reads a document that is in memory: the body of a message.
    ///
    /// The text comes first, then footnotes, comments, headers and footers, and at last the targets of hyperlinks. HTML
    /// that was wrapped into Rich Text is read as HTML.
    static func read(_ bytes: [UInt8], into draft: inout DocumentDraft) {
        if let html = html(in: bytes) { return HTMLReader.read(html, into: &draft) }
        var interpreter = RTFInterpreter(bytes)
        while !draft.text.isFull, interpreter.step() {
            append(interpreter.takeBlocks(), to: &draft)
        }
        let isCutOff = interpreter.isCutOff && !draft.text.isFull
        interpreter.finish()
        append(interpreter.takeBlocks(), to: &draft)
        var seen: Set<RTFBlock> = []
        for note in [RTFNote.footnote, .comment, .pageHeader] {
            // Every section has headers of its own, and most of them say the same.
            append(
                interpreter.notes[note]?.filter { note != .pageHeader || seen.insert($0).inserted } ?? [],
                to: &draft
            )
        }
        for target in interpreter.links.targets {
            draft.text.append(target, as: .link)
        }
        for (key, value) in interpreter.information {
            draft.setMetadata(key, key == "creator" && value.last == 0x3B ? value.dropLast() : value[...])
        }
        if isCutOff {
            draft.warnPartial("The document ends before its text does; the rest is missing.")
        }
    }

    /// The HTML that a document was made of, as UTF-8; `nil` for a document that was not HTML.
    static func html(in bytes: [UInt8]) -> [UInt8]? {
        guard bytes.prefix(searchedForHTML).contains("\\fromhtml") else { return nil }
        var interpreter = RTFInterpreter(bytes, asHTML: true)
        while interpreter.step() {}
        interpreter.finish()
        guard let html = interpreter.html, html.contains(where: { $0 > 0x20 }) else { return nil }
        return html
    }

    private static func append(_ blocks: [RTFBlock], to draft: inout DocumentDraft) {
        for block in blocks {
            draft.text.append(block.text, as: block.kind, spacing: block.kind == .tableRow ? .verbatim : .flow)
        }
    }
}

extension RTFInterpreter {
    /// Takes the blocks of the running text that are complete.
    fileprivate mutating func takeBlocks() -> [RTFBlock] {
        flows[0].tables.blocks.isEmpty ? [] : flows[0].tables.takeBlocks()
    }
}
