/// Small pieces of English.
enum Phrase {
    /// A number with its noun, for instance `3 techniques`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// Items in a row, for instance `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else {
            return items.first ?? ""
        }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// A whole number with a comma between its thousands.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) {
                text.append(",")
            }
            text.append(digit)
        }
        return text
    }

    /// A size in bytes as people read it, for instance `1.2 MB`.
    static func size(_ bytes: Int) -> String {
        guard bytes >= 1000 else {
            return count(bytes, "byte")
        }
        var value = Double(bytes)
        var unit = ""
        for next in ["kB", "MB", "GB", "TB"] where value >= 999.95 || unit.isEmpty {
            value /= 1000
            unit = next
        }
        let tenths = Int(value * 10 + 0.5)
        return tenths >= 100 ? "\((tenths + 5) / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
