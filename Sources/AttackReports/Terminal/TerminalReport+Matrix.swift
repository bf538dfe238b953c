import AttackKnowledge

extension TerminalReport {
    /// The narrowest column of the matrix that can be read.
    private static let narrowest = 22
    /// A terminal that is narrower than this gets a list.
    private static let narrowestMatrix = 60

    /// The tactics with a match side by side, each with its techniques below it; a list where there is no room for that.
    mutating func writeMatrix() {
        guard !report.techniques.isEmpty else { return }
        let columns = AttackMatrix.matched(report, knowledge: knowledge, tactics: tactics).columns
        guard !columns.isEmpty else { return }
        heading("ATT&CK matrix")
        guard width >= Self.narrowestMatrix else {
            writeList(columns)
            return
        }
        let most = max(1, (width + 1) / (Self.narrowest + 1))
        // As many rows of columns as are needed, and the columns spread evenly over them.
        let rows = (columns.count + most - 1) / most
        let count = (columns.count + rows - 1) / rows
        let cellWidth = min(36, (width - (count - 1)) / count)
        for start in stride(from: 0, to: columns.count, by: count) {
            if start > 0 { append("") }
            writeRow(Array(columns[start..<min(columns.count, start + count)]), cellWidth)
        }
        if ink.hasColor { writeLegend() }
    }

    private mutating func writeRow(_ columns: [AttackMatrix.Column], _ cellWidth: Int) {
        let cells = columns.map { column in column.cells.flatMap { Self.flattened($0) } }
        let titles = columns.map { column in
            let count = " \(column.matchCount)"
            return TerminalText.fitted(column.name, cellWidth - count.count) + count
        }
        append(titles.map(ink.bold).joined(separator: " "))
        for row in 0..<(cells.map(\.count).max() ?? 0) {
            var line = ""
            for (index, column) in cells.enumerated() {
                if index > 0 { line += " " }
                guard row < column.count else {
                    line += String(repeating: " ", count: cellWidth)
                    continue
                }
                line += cell(column[row], cellWidth)
            }
            while line.last == " " { line.removeLast() }
            append(line)
        }
    }

    /// A technique and below it its sub-techniques.
    private static func flattened(_ cell: AttackMatrix.Cell) -> [(cell: AttackMatrix.Cell, isChild: Bool)] {
        [(cell, false)] + cell.children.map { ($0, true) }
    }

    private func cell(_ entry: (cell: AttackMatrix.Cell, isChild: Bool), _ cellWidth: Int) -> String {
        let (cell, isChild) = entry
        let lead = isChild ? " ." : ""
        let name = InertText.line(cell.name, limit: 100)
        guard let score = cell.score else {
            return ink.faint(TerminalText.fitted("   \(lead)\(name)", cellWidth))
        }
        let number = Score.hundredths(score)
        let digits = String(repeating: " ", count: number < 10 ? 2 : number < 100 ? 1 : 0) + "\(number) "
        return ink.heat(TerminalText.fitted("\(digits)\(lead)\(name)", cellWidth), score)
    }

    private mutating func writeList(_ columns: [AttackMatrix.Column]) {
        for column in columns {
            append(ink.bold(TerminalText.fitted(column.name, width - 1)))
            for entry in column.cells.flatMap({ Self.flattened($0) }) {
                append(cell(entry, width - 3), behind: "  ")
            }
        }
    }

    private mutating func writeLegend() {
        var legend = ""
        for (score, text) in [(0.2, " low "), (0.55, " medium "), (0.85, " high "), (0.97, " 95 and more ")] {
            legend += ink.heat(text, score) + " "
        }
        append("")
        append(legend + ink.faint("out of 100"))
    }
}
