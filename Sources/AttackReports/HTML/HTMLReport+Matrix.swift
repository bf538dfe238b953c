import AttackKnowledge

extension HTMLReport {
    /// The matrix as a heat map: what matched in sight, the whole matrix in a fold.
    mutating func writeMatrix() {
        guard !report.techniques.isEmpty else {
            return
        }
        output.markup(
            "<section id=\"matrix\" aria-labelledby=\"matrix-h\">\n<h2 id=\"matrix-h\">ATT&amp;CK matrix</h2>\n"
        )
        writeLegend()
        writeColumns(AttackMatrix.matched(report, knowledge: knowledge, tactics: tactics), isWhole: false)
        let whole = AttackMatrix.whole(report, knowledge: knowledge, tactics: tactics)
        if !knowledge.techniques.isEmpty {
            output.element(
                "<details class=\"all\">\n<summary>All ",
                String(whole.columns.count),
                " tactics of ATT&amp;CK "
            )
            output.element("", report.attack.domainName, " ")
            output.element("", report.attack.version, "</summary>\n")
            writeColumns(whole, isWhole: true)
            output.markup("</details>\n")
        }
        output.markup("</section>\n")
    }

    /// The class of a cell of a certain heat, from coldest to hottest.
    static func heatClass(_ score: Double) -> StaticString {
        switch score {
        case 0.95...: "h6"
        case 0.8...: "h5"
        case 0.65...: "h4"
        case 0.5...: "h3"
        case 0.3...: "h2"
        default: "h1"
        }
    }

    private mutating func writeLegend() {
        output.markup("<p class=\"legend\">The number is the confidence, out of 100. ")
        for band in ConfidenceBand.allCases.reversed() {
            switch band {
            case .low: output.markup("<span><i class=\"h1\"></i><i class=\"h2\"></i> ")
            case .medium: output.markup("<span><i class=\"h3\"></i><i class=\"h4\"></i> ")
            case .high: output.markup("<span><i class=\"h5\"></i><i class=\"h6\"></i> ")
            }
            output.element("", band.name, ": ")
            output.element("", band.range, "</span> ")
        }
        output.markup("</p>\n")
    }

    private mutating func writeColumns(_ matrix: AttackMatrix, isWhole: Bool) {
        output.markup(isWhole ? "<div class=\"matrix whole\">\n" : "<div class=\"matrix\">\n")
        for column in matrix.columns {
            output.element("<div class=\"column\">\n<h3>", column.name, " <small>")
            output.number(column.matchCount)
            output.markup("<span class=\"sr\"> matched</span></small></h3>\n<ul>\n")
            for cell in column.cells {
                writeCell(cell, isWhole: isWhole)
            }
            output.markup("</ul>\n</div>\n")
        }
        output.markup("</div>\n")
    }

    private mutating func writeCell(_ cell: AttackMatrix.Cell, isWhole: Bool) {
        output.markup("<li>")
        if let score = cell.score {
            writeMatch(cell, score: score)
        } else if cell.children.isEmpty {
            output.element("<span class=\"cold\">", cell.name, "</span>")
        } else {
            output.element("<span class=\"parent\"><b>", cell.name, "</b> ")
            output.element("<small>", cell.id.description, "</small></span>")
        }
        if !cell.children.isEmpty {
            output.markup("\n<ul>\n")
            for child in cell.children {
                if let score = child.score {
                    output.markup("<li>")
                    writeMatch(child, score: score)
                    output.markup("</li>\n")
                }
            }
            output.markup("</ul>")
        }
        output.markup("</li>\n")
    }

    private mutating func writeMatch(_ cell: AttackMatrix.Cell, score: Double) {
        output.markup("<a class=\"")
        output.markup(Self.heatClass(score))
        output.element("\" href=\"#", cell.id.description, "\"><b>")
        output.element("", cell.name, "</b> <small>")
        output.element("", cell.id.description, "")
        switch reviews[cell.id] {
        case .accepted:
            output.markup(" <i aria-hidden=\"true\">✓</i><span class=\"sr\">, accepted by an analyst</span>")
        case .added: output.markup(" <i aria-hidden=\"true\">+</i><span class=\"sr\">, added by an analyst</span>")
        case .rejected, nil: break
        }
        output.markup("<span class=\"sr\">, confidence</span> <em>")
        output.number(Score.hundredths(score))
        output.markup("</em></small></a>")
    }
}
