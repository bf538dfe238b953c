/// Dates as PDF writes them, `D:20240131093000+01'00'`, in the form of ISO 8601.
enum PDFDate {
    /// The date in the form of ISO 8601; what is no PDF date stays as it is.
    static func normalized(_ value: [UInt8]) -> [UInt8] {
        var rest = value[...]
        if rest.starts(with: "D:".utf8) {
            rest = rest.dropFirst(2)
        }
        let digits = rest.prefix(while: \.isASCIIDigit)
        guard (4...14).contains(digits.count), digits.count.isMultiple(of: 2), value.first == 0x44 || digits.count >= 8
        else { return value }
        var result = Array(digits.prefix(4))
        rest = digits.dropFirst(4)
        for separator in Array("--T::".utf8) where !rest.isEmpty {
            result.append(separator)
            result += rest.prefix(2)
            rest = rest.dropFirst(2)
        }
        guard digits.count > 8 else { return result }
        // ISO 8601 has no hour without its minutes.
        if digits.count == 10 {
            result += Array(":00".utf8)
        }
        return result + zone(value[digits.endIndex...])
    }

    private static func zone(_ value: ArraySlice<UInt8>) -> [UInt8] {
        guard let sign = value.first else { return [] }
        guard sign == 0x2B || sign == 0x2D else { return sign == 0x5A ? [sign] : [] }
        let digits = value.dropFirst().filter(\.isASCIIDigit)
        guard digits.count >= 2 else { return [] }
        let minutes = digits.count >= 4 ? Array(digits[2..<4]) : Array("00".utf8)
        return [sign] + digits[..<2] + [0x3A] + minutes
    }
}
