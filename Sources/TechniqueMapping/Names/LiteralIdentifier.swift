/// An ATT&CK id that stands in a text: `T1059`, `T1059.001`, `T1059/001`, `S0154`, `G0016`, `C0024`.
struct LiteralIdentifier {
    /// The upper-case letter it starts with.
    var letter: UInt8
    var number: Int
    /// The number of the sub-technique.
    var sub: Int?
    /// Where it stands, in UTF-8 bytes.
    var bytes: Range<Int>

    /// The id in its canonical form.
    var canonical: String {
        let main = String(UnicodeScalar(letter)) + Self.padded(number, 4)
        return sub.map { main + "." + Self.padded($0, 3) } ?? main
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
