import DocumentText

/// What tags ask for.
extension HTMLText {
    /// A row with more than this before a block begins in it is the layout of a page, not a row of a table.
    private static let longestRow = 4096
    /// A row of one cell with more than this before a block begins in it is too.
    private static let longestSingleCell = 200

    /// Stands between words.
    mutating func separate() { addSpace() }

    mutating func beginLink(isForeign: Bool) {
        // Two links without anything between them are set apart by the page's style.
        if linkEnd == utf8.count {
            addSpace()
        }
        linkedLeft = Self.longestLink
        isForeignLink = isForeign
    }

    mutating func endLink() {
        linkEnd = utf8.count
        linkedLeft = 0
    }

    mutating func control(isEnd: Bool) {
        addSpace()
        linkedLeft = isEnd ? 0 : Self.longestLink
        isForeignLink = false
    }

    mutating func beginSuperscript() { superscriptStart = utf8.count }

    /// Ends a block and begins one of this kind.
    mutating func begin(_ kind: Segment.Kind, isMainHeading: Bool = false) {
        breakBlock(isRow: kind != .heading)
        guard preformatted == 0, !isInRow else { return }
        self.kind = kind
        self.isMainHeading = isMainHeading
    }

    /// Ends the block, or the line of it when it is in a cell.
    ///
    /// - Parameter isRow: Whether what follows can stand in a row of a table.
    mutating func breakBlock(isRow: Bool = true) {
        let isLayout = cells <= 1 && piece.weight.visible > Self.longestSingleCell
        if isInRow, isRow, !isLayout, piece.weight.visible <= Self.longestRow {
            addSpace()
        } else {
            leaveRow()
            flush()
        }
    }

    /// A table that is there for the page's layout has blocks, not rows.
    private mutating func leaveRow() {
        guard isInRow else { return }
        isInRow = cells > 1
        flush()
        isInRow = false
    }

    /// Begins or ends a line within a listing, or a block outside of one.
    mutating func breakLineOrBlock() {
        guard preformatted > 0 else { return breakBlock() }
        if !isEmpty, utf8.last != 0x0A {
            utf8.append(0x0A)
        }
    }

    mutating func breakLine() {
        if preformatted > 0 {
            utf8.append(0x0A)
        } else if lineBreaks > 0, !isInRow {
            flush()
        } else if !isEmpty {
            lineBreaks = 1
        }
    }

    mutating func beginTable() {
        leaveRow()
        flush()
        cells = 0
    }

    mutating func endTable() {
        flush()
        isInRow = false
        cells = 0
    }

    mutating func row(isEnd: Bool) {
        flush()
        isInRow = !isEnd && !containers.isInLayoutTable
        cells = 0
        if isInRow {
            piece.container = containers.current()
        }
    }

    mutating func beginCell() {
        guard !containers.isInLayoutTable else { return breakBlock() }
        if !isInRow {
            flush()
            isInRow = true
            cells = 0
        }
        if cells > 0 {
            utf8.append(Self.cellEnd)
        }
        cells += 1
    }

    mutating func beginListing() {
        if preformatted == 0 {
            breakBlock()
            kind = .code
            if isInRow {
                piece.end = utf8.count
                beforeListing = piece
                piece = Piece()
            }
        }
        preformatted += 1
    }

    mutating func endListing() {
        guard preformatted > 0 else { return breakBlock() }
        preformatted -= 1
        guard preformatted == 0 else { return }
        if let earlier = beforeListing, isInRow {
            endListing(after: earlier)
        } else {
            finish(.code)
        }
        kind = .paragraph
    }

    /// A listing of several lines is no part of a row: its page numbers lines with a table.
    private mutating func endListing(after earlier: Piece) {
        beforeListing = nil
        guard hasSeveralLines(from: earlier.end) else {
            piece.join(earlier)
            return addSpace()
        }
        let listing = piece
        piece = earlier
        finish(.tableRow, until: earlier.end)
        piece = listing
        finish(.code)
        cells = 0
    }

    private func hasSeveralLines(from start: Int) -> Bool {
        var lines = 0
        var isAtLineStart = true
        for byte in utf8[start...] {
            if byte == 0x0A || byte == 0x0D {
                isAtLineStart = true
            } else if isAtLineStart, byte > 0x20 {
                isAtLineStart = false
                lines += 1
                if lines > 1 { return true }
            }
        }
        return false
    }
}
