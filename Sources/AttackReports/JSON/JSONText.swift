/// The strings of a JSON document.
enum JSONText {
    /// Appends a string with its quotation marks.
    ///
    /// Besides what JSON demands, every character of ``InertText/isActive(_:)`` is written as an escape, and so are the
    /// line separators that some readers take for the end of a line. Slashes stay as they are.
    static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                    index += 1
                    continue
                }
                let (scalar, length) = UTF8Scalar.decode(bytes, at: index)
                guard byte < 0x80 || InertText.isActive(scalar) || scalar == "\u{2028}" || scalar == "\u{2029}" else {
                    index += length
                    continue
                }
                output.append(contentsOf: bytes[start..<index])
                escape(scalar, to: &output)
                index += length
                start = index
            }
            output.append(contentsOf: bytes[start...])
        }
        output.append(UInt8(ascii: "\""))
    }

    private static func escape(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        switch scalar {
        case "\"": output.append(contentsOf: "\\\"".utf8)
        case "\\": output.append(contentsOf: "\\\\".utf8)
        case "\n": output.append(contentsOf: "\\n".utf8)
        case "\r": output.append(contentsOf: "\\r".utf8)
        case "\t": output.append(contentsOf: "\\t".utf8)
        default:
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                output.append(contentsOf: "\\u".utf8)
                for shift in [12, 8, 4, 0] {
                    output.append(hexadecimal[Int(unit >> UInt16(shift)) & 0xF])
                }
            }
        }
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)
}
