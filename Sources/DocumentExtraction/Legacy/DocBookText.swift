import DocumentText

/// The text of a document that antiword wrote as DocBook.
final class DocBookText: XMLEvents {
    private(set) var blocks: [(kind: Segment.Kind, bytes: [UInt8])] = []

    private var block: [UInt8] = []
    private var footnote: [UInt8] = []
    private var cells: [[UInt8]] = []
    private var isInBook = false
    private var listDepth = 0
    private var cellDepth = 0
    private var footnoteDepth = 0

    var isDone: Bool { false }

    /// Appends what a DocBook document says.
    ///
    /// - Returns: Whether that was anything.
    static func append(_ xml: [UInt8], to draft: inout DocumentDraft) -> Bool {
        let text = DocBookText()
        _ = XMLScanner.scan(xml, text)
        text.flush(.paragraph)
        for block in text.blocks {
            draft.text.append(block.bytes, as: block.kind, spacing: block.kind == .tableRow ? .verbatim : .flow)
        }
        return draft.text.hasWords
    }

    func begin(_ element: XMLElement) {
        switch element.name.localName {
        case "chapter", "preface", "appendix": isInBook = true
        case "title", "para", "informaltable", "table": boundary()
        case "listitem":
            boundary()
            listDepth += 1
        case "row": cells.removeAll()
        case "entry":
            flush(.paragraph)
            cellDepth += 1
        case "footnote": footnoteDepth += 1
        default: break
        }
    }

    func end(_ name: XMLName) {
        switch name.localName {
        case "title": flush(.heading)
        case "para": boundary()
        case "listitem":
            boundary()
            listDepth = max(0, listDepth - 1)
        case "entry":
            cellDepth = max(0, cellDepth - 1)
            cells.append(block)
            block.removeAll()
        case "row": endRow()
        case "footnote":
            footnoteDepth = max(0, footnoteDepth - 1)
            append(footnote, .footnote)
            footnote.removeAll()
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInBook else { return }
        if footnoteDepth > 0 {
            footnote.append(contentsOf: bytes)
        } else {
            block.append(contentsOf: bytes)
        }
    }

    /// A block begins or ends: in a cell and in a note that is only a space.
    private func boundary() {
        if footnoteDepth > 0 {
            footnote.append(0x20)
        } else if cellDepth > 0 {
            block.append(0x20)
        } else {
            flush(listDepth > 0 ? .listItem : .paragraph)
        }
    }

    private func flush(_ kind: Segment.Kind) {
        guard cellDepth == 0 else { return }
        append(block, kind)
        block.removeAll()
    }

    private func endRow() {
        append(TableRow.joined(cells.map { Self.withoutPictures($0) }), .tableRow)
        cells.removeAll()
    }

    private func append(_ bytes: [UInt8], _ kind: Segment.Kind) {
        let text = Self.withoutPictures(bytes)
        guard text.contains(where: { $0 > 0x20 }) else { return }
        blocks.append((kind, kind == .tableRow ? text : TextCleaning.line(text)))
    }

    /// A text without what antiword puts in the place of a picture.
    private static func withoutPictures(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains("[pic]") else { return bytes }
        var output: [UInt8] = []
        var position = 0
        while let mark = bytes.range(of: "[pic]", from: position) {
            output.append(contentsOf: bytes[position..<mark.lowerBound])
            position = mark.upperBound
        }
        return output + bytes[position...]
    }
}
