/// Tells UTF-16 and UTF-32 without a byte order mark from other bytes, by where the zero bytes are.
enum WideText {
    private static let sample = 4096

    static func form(of bytes: [UInt8]) -> UnicodeForm? {
        let head = bytes.prefix(sample - sample % 4)
        guard bytes.count >= 8 else { return nil }
        var zeros = [0, 0, 0, 0]
        for (index, byte) in head.enumerated() where byte == 0 {
            zeros[index % 4] += 1
        }
        let quarter = head.count / 4
        if bytes.count.isMultiple(of: 4) {
            if zeros[0] * 10 >= quarter * 9, zeros[1] * 10 >= quarter * 9, zeros[3] == 0 { return .utf32BigEndian }
            if zeros[3] * 10 >= quarter * 9, zeros[2] * 10 >= quarter * 9, zeros[0] == 0 { return .utf32LittleEndian }
        }
        let even = zeros[0] + zeros[2]
        let odd = zeros[1] + zeros[3]
        // Half of a Western text's bytes are zero, all on one side; line ends and spaces alone give a tenth.
        let half = head.count / 2
        if odd * 10 >= half * 3, even * 20 <= odd { return .utf16LittleEndian }
        if even * 10 >= half * 3, odd * 20 <= even { return .utf16BigEndian }
        if odd * 60 >= half, even * 4 <= odd, isText(head, .utf16LittleEndian) { return .utf16LittleEndian }
        if even * 60 >= half, odd * 4 <= even, isText(head, .utf16BigEndian) { return .utf16BigEndian }
        return nil
    }

    /// Whether bytes, read in a form, have nothing that text does not have, and read as single bytes would have it.
    ///
    /// In a text that is not Western, only spaces and line ends have zero bytes; but its other bytes are anything, also
    /// what text in single bytes never has.
    private static func isText(_ head: ArraySlice<UInt8>, _ form: UnicodeForm) -> Bool {
        let controls = head.count { ($0 < 0x20 && $0 != 0 && !$0.isASCIIWhitespace) || $0 == 0x7F }
        guard controls * 50 >= head.count else { return false }
        let decoded = form.decode(Array(head))
        var strange = decoded.repaired ? 1 : 0
        var count = 0
        for scalar in String(decoding: decoded.utf8, as: UTF8.self).unicodeScalars {
            count += 1
            switch scalar.properties.generalCategory {
            case .unassigned, .privateUse, .control:
                strange += scalar.value < 0x80 && UInt8(scalar.value).isASCIIWhitespace ? 0 : 1
            default: break
            }
        }
        // A character may be cut in two at the end.
        return strange * 50 <= count + 50
    }
}
