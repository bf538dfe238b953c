/// A header's value and the parameters behind it: `attachment; filename="a b.pdf"`.
struct HeaderParameters {
    /// What stands before the first semicolon, in lower case.
    let value: String
    /// By name in lower case; the first of several of the same name.
    private(set) var parameters: [String: String] = [:]

    /// Reads RFC 9110's form, and what servers make of it: parameters without quotes, with blanks, with no value.
    init(_ text: String) {
        var rest = text.unicodeScalars[...]
        value = String(Self.take(&rest) { $0 != ";" }).trimmed.lowercased()
        while rest.popFirst() != nil {
            let name = String(Self.take(&rest) { $0 != "=" && $0 != ";" }).trimmed.lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            _ = Self.take(&rest) { $0 == " " || $0 == "\t" }
            let parameter =
                rest.first == "\"" ? Self.quoted(&rest) : String(String(Self.take(&rest) { $0 != ";" }).trimmed)
            _ = Self.take(&rest) { $0 != ";" }
            if parameters[name] == nil { parameters[name] = parameter }
        }
    }

    private typealias Scalars = Substring.UnicodeScalarView

    private static func take(_ rest: inout Scalars, while isWanted: (Unicode.Scalar) -> Bool) -> Scalars {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return taken
    }

    private static func quoted(_ rest: inout Scalars) -> String {
        rest.removeFirst()
        var text = String.UnicodeScalarView()
        while let next = rest.popFirst(), next != "\"" {
            if next == "\\", let escaped = rest.popFirst() {
                // Internet Explorer's paths (C:\reports\a.pdf) had no escapes: both must stay for those.
                if escaped != "\"", escaped != "\\" { text.append(next) }
                text.append(escaped)
            } else {
                text.append(next)
            }
        }
        return String(text)
    }
}

/// `%41` and the like.
enum PercentEncoding {
    /// The bytes; what is no escape stands for itself.
    static func bytes(_ text: some StringProtocol) -> [UInt8] {
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = digit(source[index + 1]), let low = digit(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
