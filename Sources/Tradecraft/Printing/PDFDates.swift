/// The dates that a program writes into a PDF, set to the report's own.
///
/// Chromium writes when it printed; the same report would otherwise give another file each time.
enum PDFDates {
    /// Replaces every `D:YYYYMMDDhhmmss` of the document's facts; nothing moves, so the tables of the file stay right.
    ///
    /// The time is one in ISO 8601, such as `2026-04-28T14:00:00Z`.
    static func set(_ time: String, in document: inout [UInt8]) {
        let digits = time.utf8.filter { isDigit($0) }.prefix(14)
        guard digits.count == 14 else { return }
        for key in ["/CreationDate (D:", "/ModDate (D:", "/CreationDate(D:", "/ModDate(D:"] {
            replace(after: Array(key.utf8), Array(digits), in: &document)
        }
    }

    /// The seconds from 1970 to a time in ISO 8601; nil where it is none.
    static func seconds(of time: String) -> Int64? {
        let digits = time.utf8.filter { isDigit($0) }.prefix(14).map { Int64($0 - UInt8(ascii: "0")) }
        guard digits.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int64 { digits[range].reduce(0) { $0 * 10 + $1 } }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        guard year >= 1970, 1...12 ~= month else { return nil }
        // Days from the first of March of year 0, so that a leap day is the last day of its year.
        let shifted = month > 2 ? year : year - 1
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        let days = shifted * 365 + leapDays + (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return (days - 719_468) * 86_400 + number(8..<10) * 3_600 + number(10..<12) * 60 + number(12..<14)
    }

    private static func replace(after key: [UInt8], _ digits: [UInt8], in document: inout [UInt8]) {
        var start = 0
        while let slash = document[start...].firstIndex(of: key[0]) {
            start = slash + 1
            let first = slash + key.count
            guard first + digits.count <= document.count, document[slash..<first].elementsEqual(key),
                document[first..<first + digits.count].allSatisfy(isDigit)
            else { continue }
            document.replaceSubrange(first..<first + digits.count, with: digits)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
