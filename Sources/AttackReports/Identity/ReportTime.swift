/// The times of a report, as other platforms write them.
enum ReportTime {
    /// What stands for a time that cannot be read, and for the time of objects that are not ours: before any release of
    /// ATT&CK, so that no platform takes our short copy for a newer version of MITRE's object.
    static let beforeAnyRelease = "2015-01-01T00:00:00.000Z"

    /// A time in ISO 8601 and UTC, as STIX wants it: to the millisecond.
    ///
    /// What is no such time becomes the earliest one, so that a bundle stays valid.
    static func milliseconds(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let pattern = Array("0000-00-00T00:00:00".utf8)
        let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        let matches = zip(bytes, pattern).allSatisfy { $1 == UInt8(ascii: "0") ? isDigit($0) : $0 == $1 }
        guard bytes.count > pattern.count, matches, bytes.last == UInt8(ascii: "Z") else {
            return beforeAnyRelease
        }
        let rest = bytes[pattern.count..<bytes.count - 1]
        let fraction = rest.dropFirst()
        guard rest.isEmpty || rest.first == UInt8(ascii: ".") && !fraction.isEmpty && fraction.allSatisfy(isDigit)
        else {
            return beforeAnyRelease
        }
        let milliseconds = String(decoding: fraction.prefix(3), as: UTF8.self)
        let padding = String(repeating: "0", count: 3 - milliseconds.utf8.count)
        return "\(String(decoding: bytes.prefix(pattern.count), as: UTF8.self)).\(milliseconds)\(padding)Z"
    }

    /// The day of a time: `2026-04-28`.
    static func day(_ text: String) -> String { String(milliseconds(text).prefix(10)) }

    /// The seconds since the first of January 1970.
    static func seconds(_ text: String) -> Int {
        let parts = milliseconds(text).split { !$0.isNumber }.compactMap { Int($0) }
        guard parts.count == 7 else { return 0 }
        // Years are counted from March, so that the day that comes every four years is the last one.
        let year = parts[1] > 2 ? parts[0] : parts[0] - 1
        let month = parts[1] > 2 ? parts[1] - 3 : parts[1] + 9
        let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 1 - 719_468
        return ((days * 24 + parts[3]) * 60 + parts[4]) * 60 + parts[5]
    }
}
