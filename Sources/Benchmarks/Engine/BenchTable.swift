/// Rows under headings, for a terminal or for a file.
struct BenchTable {
    /// What the rows are about.
    let title: String
    /// The headings.
    let columns: [String]
    /// A text for each heading.
    let rows: [[String]]

    /// Columns of even width: the first to the left, the others to the right, unless they hold words.
    var aligned: String {
        let all = [columns] + rows
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        let lines = all.map { row in
            row.enumerated()
                .map { index, text in
                    let padding = String(repeating: " ", count: widths[index] - text.count)
                    return isWords(index) ? text + padding : padding + text
                }
                .joined(separator: "  ")
        }
        return ([title] + lines).map { Self.trimmed($0) }.joined(separator: "\n")
    }

    /// One line a row, each value behind its heading.
    var plain: String {
        rows.map { row in
            "\(title): " + zip(columns, row).map { "\($0) \($1)" }.joined(separator: ", ")
        }
        .joined(separator: "\n")
    }

    private func isWords(_ column: Int) -> Bool {
        rows.contains { $0[column].first?.isLetter == true && $0[column] != "nan" }
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
