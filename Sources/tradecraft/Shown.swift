import Tradecraft

/// Values as tables show them.
enum Shown {
    /// A time to the second: `2026-11-22 14:46:07Z`; a dash where there is none.
    static func time(_ text: String?) -> String {
        guard let text else { return "-" }
        return text.prefix(19).replacing("T", with: " ") + "Z"
    }

    /// A time in milliseconds; a dash where there is none.
    static func duration(_ milliseconds: Double?) -> String { milliseconds.map(RunEvent.shown) ?? "-" }

    /// A size: `812 B`, `10.2 KB`, `3.4 MB`.
    static func size(_ bytes: some BinaryInteger) -> String {
        let units = [("GB", 1e9), ("MB", 1e6), ("KB", 1e3)]
        for (unit, factor) in units where Double(bytes) >= factor {
            return "\((Double(bytes) / factor * 10).rounded() / 10) \(unit)"
        }
        return "\(bytes) B"
    }

    /// Text cut to a width.
    static func short(_ text: String?, _ width: Int) -> String {
        guard let text else { return "-" }
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.count > width ? "\(line.prefix(width - 1))…" : line
    }

    /// A score from 0 to 1 in per cent.
    static func score(_ score: Double) -> String { "\(Int((score * 100).rounded()))" }

    /// A count and its noun.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
