import DocumentText

/// The tables that are open at one place, and the blocks that are complete.
struct TableBlocks {
    /// Beyond this nesting a table's cells flow into the cell around it.
    private static let maximumDepth = 8
    /// A row with more text than this is the layout of a page, not a row of a table.
    private static let longestRow = 4096

    /// Blocks outside of any table, or that a table has given back.
    private(set) var blocks: [TextBlock] = []
    private var rows: [[[TextBlock]]] = []
    private var depth = 0

    /// Adds a block to the cell that is open, or to the text.
    mutating func add(_ block: TextBlock) {
        guard !rows.isEmpty else {
            blocks.append(block)
            return
        }
        if rows[rows.count - 1].isEmpty {
            rows[rows.count - 1].append([])
        }
        rows[rows.count - 1][rows[rows.count - 1].count - 1].append(block)
    }

    mutating func beginTable() {
        depth += 1
        if depth <= Self.maximumDepth {
            rows.append([])
        }
    }

    mutating func beginCell() {
        if !rows.isEmpty, depth <= Self.maximumDepth {
            rows[rows.count - 1].append([])
        }
    }

    mutating func endRow() {
        guard !rows.isEmpty, depth <= Self.maximumDepth else { return }
        let cells = rows[rows.count - 1]
        rows[rows.count - 1] = []
        let filled = cells.filter { !$0.isEmpty }
        guard !filled.isEmpty else { return }
        let table = rows.removeLast()
        let size = filled.reduce(0) { $0 + $1.reduce(0) { $0 + $1.text.count } }
        let hasInclusion = filled.contains { $0.contains { $0.inclusion != nil } }
        if filled.count == 1 || size > Self.longestRow || hasInclusion {
            for block in filled.joined() {
                add(block)
            }
        } else {
            let texts = filled.map { cell in Array(cell.map(\.text).joined(separator: [0x20])) }
            add(TextBlock(kind: .tableRow, text: TableRow.joined(texts)))
        }
        rows.append(table)
    }

    mutating func endTable() {
        endRow()
        if depth <= Self.maximumDepth, !rows.isEmpty {
            rows.removeLast()
        }
        depth = max(0, depth - 1)
    }

    /// Closes what a damaged document left open.
    mutating func endAll() {
        while !rows.isEmpty {
            depth = rows.count
            endTable()
        }
    }
}
