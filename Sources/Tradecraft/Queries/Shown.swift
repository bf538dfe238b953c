/// Values as tables show them.
package enum Shown {
    /// A time to the second: `2026-11-22 14:46:07Z`; a dash where there is none.
    package static func time(_ text: String?) -> String {
        guard let text else { return "-" }
        return text.prefix(19).replacing("T", with: " ") + "Z"
    }

    /// A time in milliseconds; a dash where there is none.
    package static func duration(_ milliseconds: Double?) -> String { milliseconds.map(RunEvent.shown) ?? "-" }

    /// A size: `812 B`, `10.2 KB`, `3.4 MB`.
    package static func size(_ bytes: some BinaryInteger) -> String {
        let units = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)]
        for (unit, factor) in units where Double(bytes) >= factor {
            return "\((Double(bytes) / factor * 10).rounded() / 10) \(unit)"
        }
        return "\(bytes) B"
    }

    /// Text cut to a width.
    package static func short(_ text: String?, _ width: Int) -> String {
        guard let text else { return "-" }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > width ? "\(line.prefix(width - 1))…" : line
    }

    /// A score from 0 to 1 in per cent.
    package static func score(_ score: Double) -> String { "\(Int((score * 100).rounded()))" }

    /// A count and its noun.
    package static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    /// A count and its noun, whose plural is one of its own.
    package static func count(_ count: Int, _ noun: String, _ plural: String) -> String {
        "\(count) \(count == 1 ? noun : plural)"
    }

    /// Lines of a table: the header, then a line a row; columns as wide as their widest cell, numbers aligned to the
    /// right, nothing in them that a terminal would obey.
    package static func table(_ header: [String], _ rows: [[String]]) -> [String] {
        let cells = ([header] + rows)
            .map { row in
                row.map { cell in
                    var inert = ""
                    inert.appendInert(cell)
                    return inert
                }
            }
        let widths = header.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.enumerated()
            .map { index, row in
                var line = ""
                for (column, cell) in row.enumerated() {
                    let padding = String(repeating: " ", count: widths[column] - cell.count)
                    let isNumber = index > 0 && cell.first?.isNumber == true && Double(cell) != nil
                    line += isNumber ? padding + cell : column == row.count - 1 ? cell : cell + padding
                    if column < row.count - 1 { line += "  " }
                }
                while line.last == " " { line.removeLast() }
                return line
            }
    }
}
