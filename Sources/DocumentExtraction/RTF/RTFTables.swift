import DocumentText

/// A block of a Rich Text document.
struct RTFBlock: Hashable {
    let kind: Segment.Kind
    let text: [UInt8]
}

/// The rows that are open at one place, within each other, and the blocks that are complete.
struct RTFTables {
    /// Beyond this nesting a table's cells flow into the cell around it.
    private static let maximumDepth = 16
    /// A row with more text than this is the layout of a page, not a row of a table.
    private static let longestRow = 4096

    private struct Row {
        var cells: [[RTFBlock]] = []
        var cell: [RTFBlock] = []
    }

    /// Blocks outside of any table, or that a table has given back.
    private(set) var blocks: [RTFBlock] = []
    private var rows: [Row] = []

    /// Adds a block to the cell that is open so deep, or to the text.
    mutating func add(_ block: RTFBlock, depth: Int) {
        open(depth)
        if rows.isEmpty {
            blocks.append(block)
        } else {
            rows[rows.count - 1].cell.append(block)
        }
    }

    mutating func endCell(depth: Int) {
        open(max(depth, 1))
        rows[rows.count - 1].cells.append(rows[rows.count - 1].cell)
        rows[rows.count - 1].cell = []
    }

    mutating func endRow(depth: Int) {
        while rows.count >= max(depth, 1) {
            endInnermostRow()
        }
    }

    /// Takes the blocks that are complete.
    mutating func takeBlocks() -> [RTFBlock] {
        defer { blocks = [] }
        return blocks
    }

    /// Ends all that is open.
    mutating func finish() { open(0) }

    /// Makes a depth the innermost one: what was deeper ends, what is missing begins.
    private mutating func open(_ depth: Int) {
        let depth = min(max(depth, 0), Self.maximumDepth)
        while rows.count > depth {
            endInnermostRow()
        }
        while rows.count < depth {
            rows.append(Row())
        }
    }

    private mutating func endInnermostRow() {
        guard let row = rows.popLast() else { return }
        let cells = (row.cells + [row.cell]).filter { !$0.isEmpty }
        let size = cells.reduce(0) { $0 + $1.reduce(0) { $0 + $1.text.count } }
        if cells.count < 2 || size > Self.longestRow {
            for block in cells.joined() {
                put(block)
            }
        } else {
            let texts = cells.map { cell in Array(cell.map(\.text).joined(separator: [0x20])) }
            put(RTFBlock(kind: .tableRow, text: TableRow.joined(texts)))
        }
    }

    private mutating func put(_ block: RTFBlock) {
        if rows.isEmpty {
            blocks.append(block)
        } else {
            rows[rows.count - 1].cell.append(block)
        }
    }
}
