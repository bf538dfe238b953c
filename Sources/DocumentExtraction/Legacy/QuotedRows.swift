/// Takes a table apart whose cells are all in quotation marks, doubled within them.
enum QuotedRows {
    /// Calls `body` with the cells of each row.
    static func forEach(_ bytes: ArraySlice<UInt8>, _ body: ([[UInt8]]) -> Void) {
        var cells: [[UInt8]] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if isQuoted {
                if byte != 0x22 {
                    cell.append(byte)
                } else if index < bytes.endIndex, bytes[index] == 0x22 {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case 0x22: isQuoted = true
            case 0x2C:
                cells.append(cell)
                cell.removeAll(keepingCapacity: true)
            case 0x0A:
                cells.append(cell)
                body(cells)
                cells.removeAll(keepingCapacity: true)
                cell.removeAll(keepingCapacity: true)
            default: cell.append(byte)
            }
        }
        cells.append(cell)
        body(cells)
    }
}
