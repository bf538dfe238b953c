import DocumentText

/// Turns the text and tags of an HTML document into blocks.
struct HTMLText {
    /// A row with more than this before a block begins in it is the layout of a page, not a row of a table.
    private static let longestRow = 4096
    /// Stands between two cells; it cannot come out of a document, whose control characters are dropped.
    private static let cellEnd: UInt8 = 0x1E

    private var block: [UInt8] = []
    private var kind = Segment.Kind.paragraph
    private var isInRow = false
    private var rowHasCell = false
    private var preformatted = 0
    /// A line break waits for what follows: two of them are the end of a paragraph.
    private var lineBreaks = 0

    /// Adds text of the document, references still in it.
    mutating func add(_ bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte == 0x26, let reference = HTMLEntities.reference(at: index, in: bytes, before: range.upperBound) {
                for byte in reference.utf8 {
                    add(byte)
                }
                index = reference.end
            } else {
                add(byte)
                index += 1
            }
        }
    }

    private mutating func add(_ byte: UInt8) {
        if byte > 0x20 {
            writeLineBreaks()
            block.append(byte)
        } else if preformatted > 0, byte == 0x0A || byte == 0x0D {
            block.append(byte)
        } else if byte.isASCIIWhitespace || byte == 0 {
            // Spaces at a block's start and in a row are dropped later anyway.
            if block.last != 0x20 || preformatted > 0 {
                block.append(0x20)
            }
        }
    }

    private mutating func writeLineBreaks() {
        guard lineBreaks > 0 else { return }
        block.append(isInRow ? 0x20 : 0x0A)
        lineBreaks = 0
    }

    /// Where the last link ended in the block.
    private var linkEnd = 0

    /// Does what a tag asks for.
    mutating func apply(_ role: HTMLElements.Role, _ tag: HTMLTag, to text: inout TextAssembler) {
        switch role {
        case .block, .navigation: breakBlock(&text)
        case .heading: begin(tag.isEnd ? .paragraph : .heading, &text)
        case .listItem: begin(tag.isEnd ? .paragraph : .listItem, &text)
        case .preformatted:
            begin(tag.isEnd ? .paragraph : .code, &text)
            preformatted = max(0, preformatted + (tag.isEnd ? -1 : 1))
        case .table, .row:
            flush(to: &text)
            isInRow = role == .row && !tag.isEnd
            rowHasCell = false
        case .cell where !tag.isEnd: beginCell()
        case .lineBreak: breakLine(&text)
        case .separator, .cell: add(0x20)
        case .image where !tag.isEnd:
            add(0x20)
            for byte in tag.attribute("alt") ?? [] {
                add(byte)
            }
            add(0x20)
        case .link where tag.isEnd: linkEnd = block.count
        case .link:
            // Two links without anything between them are set apart by the page's style.
            if linkEnd == block.count {
                add(0x20)
            }
        case .image, .hidden, .title, .meta, .html: break
        }
    }

    private mutating func begin(_ kind: Segment.Kind, _ text: inout TextAssembler) {
        breakBlock(&text)
        self.kind = kind
    }

    /// Ends the block, or the line of it when it is in a cell.
    private mutating func breakBlock(_ text: inout TextAssembler) {
        if isInRow, block.count <= Self.longestRow {
            add(0x20)
        } else {
            isInRow = false
            flush(to: &text)
        }
    }

    private mutating func beginCell() {
        if isInRow, rowHasCell {
            block.append(Self.cellEnd)
        }
        isInRow = true
        rowHasCell = true
    }

    private mutating func breakLine(_ text: inout TextAssembler) {
        if preformatted > 0 {
            block.append(0x0A)
        } else if lineBreaks > 0, !isInRow {
            flush(to: &text)
        } else if !block.isEmpty {
            lineBreaks = 1
        }
    }

    /// Ends the block.
    mutating func flush(to text: inout TextAssembler) {
        lineBreaks = 0
        linkEnd = 0
        guard !block.isEmpty else { return }
        if isInRow || block.contains(Self.cellEnd) {
            text.append(TableRow.joined(block.split(separator: Self.cellEnd)), as: .tableRow, spacing: .verbatim)
        } else {
            text.append(block, as: kind, spacing: preformatted > 0 ? .verbatim : .flow)
        }
        block.removeAll(keepingCapacity: true)
        if preformatted == 0 {
            kind = .paragraph
        }
    }
}
