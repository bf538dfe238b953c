/// The one form that rows of tables have in every format.
enum TableRow {
    /// The cells on one line, two spaces between them; empty ones are left out.
    ///
    /// Within a cell there are only single spaces: give the row to ``TextAssembler`` with `verbatim` spacing.
    static func joined(_ cells: some Sequence<some Collection<UInt8>>) -> [UInt8] {
        var row: [UInt8] = []
        for cell in cells where cell.contains(where: { $0 > 0x20 }) {
            if !row.isEmpty {
                row.append(contentsOf: [0x20, 0x20])
            }
            row.append(contentsOf: TextCleaning.line(cell))
        }
        return row
    }
}
