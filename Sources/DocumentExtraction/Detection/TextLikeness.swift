/// Tells text in some character set from other bytes.
enum TextLikeness {
    /// Whether nearly all control characters are those that text has.
    ///
    /// A NUL between words is forgiven: exported logs have them.
    static func isText(_ bytes: [UInt8]) -> Bool {
        var controls = 0
        var zeros = 0
        var visible = 0
        for byte in bytes {
            switch byte {
            case 0: zeros += 1
            case 0x09, 0x0A, 0x0C, 0x0D, 0x1B: break
            case 0x01...0x1F, 0x7F: controls += 1
            default: visible += 1
            }
        }
        let highBytes = bytes.reduce(into: 0) { $0 += $1 >= 0x80 ? 1 : 0 }
        guard visible > 0, zeros * 4 <= visible else { return false }
        // In random bytes one in nine is a control character; in text hardly any is.
        let isMostlyHigh = highBytes * 10 > bytes.count * 3
        return controls * (isMostlyHigh ? 200 : 30) <= visible
    }
}
