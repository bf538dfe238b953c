/// The colours of a page on a terminal; none where it may have none.
struct TerminalInk {
    let hasColor: Bool

    func bold(_ text: String) -> String { painted(text, "1") }
    func faint(_ text: String) -> String { painted(text, "2") }
    func mark(_ text: String) -> String { hasColor ? painted(text, "1;33") : "[\(text)]" }

    /// Text on the ground that stands for a confidence, from pale to deep, as in the page in HTML.
    func heat(_ text: String, _ score: Double) -> String {
        switch score {
        case 0.95...: painted(text, "48;5;88;38;5;231")
        case 0.8...: painted(text, "48;5;130;38;5;231")
        case 0.65...: painted(text, "48;5;215;38;5;16")
        case 0.5...: painted(text, "48;5;222;38;5;16")
        case 0.3...: painted(text, "48;5;230;38;5;16")
        default: painted(text, "48;5;255;38;5;16")
        }
    }

    private func painted(_ text: String, _ code: String) -> String {
        hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// Text in the columns of a terminal.
enum TerminalText {
    /// How many columns a character takes: none where it joins the one before, two where it is wide.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

    /// The text in exactly so many columns: cut with an ellipsis, or with blanks behind it.
    static func fitted(_ text: String, _ width: Int) -> String {
        let whole = columns(text)
        if whole <= width { return text + String(repeating: " ", count: width - whole) }
        var (shown, used) = ("", 0)
        for scalar in text.unicodeScalars {
            let next = columns(scalar)
            if used + next > width - 1 { break }
            shown.unicodeScalars.append(scalar)
            used += next
        }
        return shown + "…" + String(repeating: " ", count: max(0, width - used - 1))
    }

    /// The text in lines of at most so many columns, broken between words, and within one that is longer than a line.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var (line, used) = ("", 0)
        for word in text.split(separator: " ", omittingEmptySubsequences: true) {
            var rest = String(word)
            let needed = columns(rest)
            if used > 0, used + 1 + needed <= width {
                line += " " + rest
                used += 1 + needed
                continue
            }
            if used > 0 {
                lines.append(line)
                (line, used) = ("", 0)
            }
            while columns(rest) > width {
                let piece = head(rest, width)
                lines.append(piece)
                rest = String(rest.unicodeScalars.dropFirst(piece.unicodeScalars.count))
            }
            (line, used) = (rest, columns(rest))
        }
        if used > 0 || lines.isEmpty { lines.append(line) }
        return lines
    }

    private static func head(_ text: String, _ width: Int) -> String {
        var (piece, used) = ("", 0)
        for scalar in text.unicodeScalars {
            used += columns(scalar)
            if used > width, !piece.isEmpty { break }
            piece.unicodeScalars.append(scalar)
        }
        return piece
    }
}
