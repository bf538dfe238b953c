/// A setting as it was written, before its key gives it a meaning.
package enum ConfigurationValue: Hashable, Sendable {
    /// One value.
    case text(String)
    /// A list of values.
    case list([String])

    /// The value as an error message shows it.
    var shown: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .list(let texts): "[\(texts.joined(separator: ", "))]"
        }
    }

    /// The single text, or nil for a list.
    var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The list; a single text is a list separated by commas.
    var list: [String] {
        switch self {
        case .list(let texts): texts
        case .text(let text):
            text.split(separator: ",").map { $0.trimming(" ") }.filter { !$0.isEmpty }
        }
    }

    /// A duration of at most ten years: a whole number and `ms`, `s`, `m`, `h` or `d`.
    var duration: Duration? {
        guard let (number, unit) = measure else { return nil }
        let milliseconds = ["ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
        guard let factor = milliseconds[unit] else { return nil }
        let duration = Duration.milliseconds(factor * number)
        return duration <= .seconds(3_653 * 86_400) ? duration : nil
    }

    /// A size in bytes: a whole number and `B`, `KB`, `MB`, `GB`, `KiB`, `MiB` or `GiB`.
    var size: Int? {
        guard let (number, unit) = measure else { return nil }
        let factors = [
            "B": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30,
        ]
        return factors[unit].map { number * $0 }
    }

    /// A whole number in a range.
    func number(in range: ClosedRange<Int>) -> Int? {
        text.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }

    private var measure: (number: Int, unit: String)? {
        guard let text else { return nil }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count), let number = Int(digits) else { return nil }
        return (number, text.dropFirst(digits.count).trimmingPrefix { $0 == " " }.description)
    }
}

extension Duration {
    /// The duration as a setting is written: the largest unit that leaves a whole number.
    package var settingText: String {
        let milliseconds = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
        for (unit, factor) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)] as [(String, Int64)]
        where milliseconds >= factor && milliseconds % factor == 0 { return "\(milliseconds / factor)\(unit)" }
        return "\(milliseconds)ms"
    }
}

/// A size as a setting is written: the largest unit that leaves a whole number.
func sizeText(_ bytes: Int) -> String {
    let units = [
        ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("KB", 1_000),
    ]
    for (unit, factor) in units where bytes >= factor && bytes % factor == 0 { return "\(bytes / factor)\(unit)" }
    return "\(bytes)B"
}

extension Substring {
    /// The text without a character at its ends.
    fileprivate func trimming(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return String(text.drop { $0 == character })
    }
}
