/// The one form that rows of tables have in every format.
enum TableRow {
    /// The cells on one line, ` | ` between them; empty ones are left out.
    static func joined(_ cells: some Sequence<some Collection<UInt8>>) -> [UInt8] {
        var row: [UInt8] = []
        for cell in cells where cell.contains(where: { $0 > 0x20 }) {
            if !row.isEmpty {
                row.append(contentsOf: [0x20, 0x7C, 0x20])
            }
            for byte in cell {
                row.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte)
            }
        }
        return row
    }
}
