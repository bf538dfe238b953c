/// How bytes that should be a name are shown: valid UTF-8 as it is, everything else escaped.
///
/// Control characters, what changes the direction of text, line separators and bytes that are not UTF-8 become `\xNN`,
/// a backslash becomes `\\`. So the shown form is one line, is valid in JSON and on a terminal, and leads back to the
/// bytes.
enum EscapedBytes {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var pending: [UInt8] = []
        // The parser consumes invalid bytes without showing them, so they are kept here as they are handed out.
        var recorder = AnyIterator {
            guard let byte = iterator.next() else { return UInt8?.none }
            pending.append(byte)
            return byte
        }
        while true {
            switch decoder.parseScalar(from: &recorder) {
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                pending.removeFirst(encoded.count)
                if scalar == "\\" {
                    text += "\\\\"
                } else if isShown(scalar) {
                    text.unicodeScalars.append(scalar)
                } else {
                    text += encoded.map(escape).joined()
                }
            case .error(let length):
                text += pending.prefix(length).map(escape).joined()
                pending.removeFirst(length)
            case .emptyInput:
                return text
            }
        }
    }

    /// The bytes that `text(_:)` shows as `shown`; `nil` when no bytes are shown so.
    static func bytes(of shown: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = shown.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "x"):
                // A sign, which the conversion would take, is no digit.
                let digits = rest.prefix(2)
                guard digits.count == 2, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
                    let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default:
                return nil
            }
        }
        return bytes
    }

    /// Whether a name may carry this character to a terminal, a log line or another name.
    static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F: false
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: false
        default: true
        }
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "\\x0\(digits)" : "\\x\(digits)"
    }
}
