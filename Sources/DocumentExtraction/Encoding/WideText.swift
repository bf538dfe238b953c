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
        return nil
    }
}
