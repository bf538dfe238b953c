import DocumentText

/// Turns the text and tags of an HTML document into blocks.
struct HTMLText {
    /// A link or a button has no more text than this; one that is not closed ends by it.
    static let longestLink = 400
    /// Stands between two cells; it cannot come out of a document, whose control characters are dropped.
    static let cellEnd: UInt8 = 0x1E

    /// The text of all blocks, one after the other.
    var utf8: [UInt8] = []
    private(set) var blocks: [HTMLBlock] = []
    /// Where in the page the text is.
    var containers = HTMLContainers()

    var kind = Segment.Kind.paragraph
    var isMainHeading = false
    var preformatted = 0
    /// Whether the block is a row of a table, and how many of its cells have begun.
    var isInRow = false
    var cells = 0
    /// A line break waits for what follows: two of them are the end of a paragraph.
    var lineBreaks = 0
    var superscriptStart = -1
    /// Where the last link ended.
    var linkEnd = -1
    var isForeignLink = false
    /// How much text may still belong to the link or button that is open.
    var linkedLeft = 0
    /// What of a row came before the listing in it.
    var beforeListing: Piece?
    /// The block so far.
    var piece = Piece()

    private var blockStart = 0

    /// What is known about a piece of text.
    struct Piece {
        var end = 0
        var container: Int?
        var source: Range<Int>?
        var weight = HTMLWeight()

        /// Puts what came before it to a piece.
        mutating func join(_ earlier: Piece) {
            container = earlier.container ?? container
            weight += earlier.weight
            if let first = earlier.source {
                source = first.lowerBound..<(source?.upperBound ?? first.upperBound)
            }
        }
    }

    /// Whether nothing is in the block yet.
    var isEmpty: Bool { utf8.count == blockStart }

    /// Ends the block.
    mutating func flush() {
        if let earlier = beforeListing {
            piece.join(earlier)
            beforeListing = nil
        }
        let isBlock = finish(isInRow ? .tableRow : kind)
        if isBlock, preformatted == 0 {
            kind = .paragraph
            isMainHeading = false
        }
    }

    /// Makes a block of what was written up to `end`, and returns whether there was anything to see.
    @discardableResult
    mutating func finish(_ kind: Segment.Kind, until end: Int? = nil) -> Bool {
        let end = end ?? utf8.count
        lineBreaks = 0
        linkEnd = -1
        superscriptStart = -1
        guard piece.weight.visible > 0 else {
            // Spaces alone are nothing.
            utf8.removeSubrange(blockStart..<end)
            piece = Piece()
            return false
        }
        blocks.append(
            HTMLBlock(
                text: blockStart..<end,
                kind: kind,
                isVerbatim: kind == .code,
                isMainHeading: isMainHeading && kind == .heading,
                container: piece.container ?? 0,
                source: piece.source,
                weight: piece.weight
            )
        )
        blockStart = end
        piece = Piece()
        return true
    }

    /// Forgets the blocks so far; there must be none half done.
    mutating func removeBlocks() {
        blocks.removeAll(keepingCapacity: true)
        utf8.removeAll(keepingCapacity: true)
        blockStart = 0
        containers.removeNodes()
    }
}

/// Writing text.
extension HTMLText {
    /// Adds text of the document, references still in it unless it is literal.
    mutating func add(_ bytes: Span<UInt8>, _ range: Range<Int>, isLiteral: Bool = false) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte > 0x20, byte != 0x26 || isLiteral {
                index = addRun(bytes, index..<range.upperBound, isLiteral: isLiteral)
            } else if byte == 0x26 {
                if let reference = HTMLEntities.reference(at: index, in: bytes, before: range.upperBound) {
                    add(reference, at: index)
                    index = reference.end
                } else {
                    _ = addRun(bytes, index..<(index + 1), isLiteral: true)
                    index += 1
                }
            } else {
                addSpace(byte)
                index += 1
            }
        }
    }

    /// Adds a run of words with single spaces between them, and returns where it ends.
    private mutating func addRun(_ bytes: Span<UInt8>, _ range: Range<Int>, isLiteral: Bool) -> Int {
        var index = range.lowerBound
        var spaces = 0
        while index < range.upperBound {
            let byte = bytes[index]
            if byte <= 0x20 {
                guard byte == 0x20, index + 1 < range.upperBound, bytes[index + 1] > 0x20 else { break }
                spaces += 1
            } else if byte == 0x26, !isLiteral {
                break
            }
            index += 1
        }
        // A space before a reference is left for the next look.
        if index > range.lowerBound, bytes[index - 1] == 0x20 {
            index -= 1
            spaces -= 1
        }
        let run = range.lowerBound..<index
        begin(bytes[run.lowerBound], at: run)
        bytes.extracting(run).withUnsafeBufferPointer { utf8.append(contentsOf: $0) }
        weigh(run.count - spaces)
        return index
    }

    private mutating func add(_ reference: HTMLEntities.Reference, at start: Int) {
        reference.forEachByte { byte, isFirst in
            if byte <= 0x20 {
                addSpace(byte)
            } else {
                if isFirst {
                    begin(byte, at: start..<reference.end)
                }
                utf8.append(byte)
                weigh(1)
            }
        }
    }

    /// Whatever has to be written before visible text.
    private mutating func begin(_ first: UInt8, at range: Range<Int>) {
        if lineBreaks > 0 {
            utf8.append(isInRow ? 0x20 : 0x0A)
            lineBreaks = 0
        } else if superscriptStart == utf8.count, first.isASCIIDigit, piece.weight.visible > 0, let last = utf8.last,
            last.isASCIIDigit || last.isASCIILetter
        {
            // The number of a note is not a part of the number or the name before it.
            utf8.append(0x20)
        }
        piece.source = (piece.source?.lowerBound ?? range.lowerBound)..<range.upperBound
        if piece.container == nil {
            piece.container = containers.current()
        }
    }

    private mutating func weigh(_ visible: Int) {
        piece.weight.visible += visible
        guard linkedLeft > 0 else { return }
        let linked = min(visible, linkedLeft)
        linkedLeft -= linked
        piece.weight.linked += linked
        piece.weight.foreign += isForeignLink ? linked : 0
    }

    mutating func addSpace(_ byte: UInt8 = 0x20) {
        if preformatted > 0, byte == 0x0A || byte == 0x0D {
            utf8.append(byte)
        } else if byte.isASCIIWhitespace || byte == 0 {
            // Spaces at a block's start and in a row are dropped later anyway.
            guard preformatted > 0 || (!isEmpty && utf8.last != 0x20) else { return }
            utf8.append(byte == 0x09 && preformatted > 0 ? 0x09 : 0x20)
        }
    }
}
