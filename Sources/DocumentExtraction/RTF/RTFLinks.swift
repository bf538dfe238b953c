/// The addresses that a document's fields lead to.
struct RTFLinks {
    private static let maximum = 2000

    /// The addresses, each once, in the order of the document.
    private(set) var targets: [[UInt8]] = []

    private var seen: Set<[UInt8]> = []

    /// Takes the address out of a field's instruction: `HYPERLINK "address" \l "place in it"`.
    mutating func add(instruction: [UInt8]) {
        guard let start = instruction.range(of: "HYPERLINK"), targets.count < Self.maximum else { return }
        var target: [UInt8] = []
        var rest = instruction[start.upperBound...]
        while let word = Self.nextWord(&rest) {
            if word.first == 0x5C {
                // A place within a document, a tip, a window: they have a value of their own.
                if word.count > 1, [0x6C, 0x6F, 0x74].contains(word[1]) {
                    _ = Self.nextWord(&rest)
                }
            } else if target.isEmpty {
                target = word
            }
        }
        if !target.isEmpty, seen.insert(target).inserted {
            targets.append(target)
        }
    }

    private static func nextWord(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        rest = rest.drop { $0.isASCIIWhitespace }
        guard let first = rest.first else { return nil }
        if first == 0x22 {
            let word = rest.dropFirst().prefix { $0 != 0x22 }
            rest = rest.dropFirst(word.count + 2)
            return Array(word)
        }
        let word = rest.prefix { !$0.isASCIIWhitespace }
        rest = rest.dropFirst(word.count)
        return Array(word)
    }
}

/// A date in a document's information.
struct RTFDate {
    var year: Int?
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int?

    /// The date as ISO 8601 writes it, without a time zone: the document names none; empty for no date.
    var text: String {
        guard let year, let month, let day, (1...9999).contains(year), (1...12).contains(month),
            (1...31).contains(day)
        else { return "" }
        let digits = String(year)
        let date = "\(String(repeating: "0", count: 4 - digits.count))\(digits)-\(Self.two(month))-\(Self.two(day))"
        guard let hour, (0...23).contains(hour) else { return date }
        let minute = minute.map { (0...59).contains($0) ? $0 : 0 } ?? 0
        return "\(date)T\(Self.two(hour)):\(Self.two(minute)):00"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
