/// Text of strangers, made fit to be shown: what would act on a terminal, a page or a reader's eye is written out.
///
/// Control characters (and with them terminal escape sequences), the controls that reorder text on the screen, and
/// characters that take no space become their code points, for instance `[U+202E]`. A reader then sees that they were
/// there, and no program obeys them. The exact text is in `report.json`, where escapes keep it inert.
package enum InertText {
    /// The text on one line: blanks of any kind become single spaces, none at the ends.
    package static func line(_ text: String) -> String {
        guard needsWork(text) else {
            return text
        }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                pendingSpace = true
                continue
            }
            if pendingSpace, !result.isEmpty {
                result.append(" ")
            }
            pendingSpace = false
            if isActive(scalar) {
                result.append("[U+")
                let code = String(scalar.value, radix: 16, uppercase: true)
                result.append(String(repeating: "0", count: max(0, 4 - code.utf8.count)))
                result.append(code)
                result.append("]")
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The text on one line, and cut with an ellipsis when it is longer than a number of characters.
    package static func line(_ text: String, limit: Int) -> String {
        let whole = line(text)
        guard whole.utf8.count > limit, whole.unicodeScalars.count > limit else {
            return whole
        }
        var cut = String(whole.unicodeScalars.prefix(limit - 1))
        cut.append("…")
        return cut
    }

    /// Whether a character would act, rather than be seen, where the text is shown.
    static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true  // terminal control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // reordering
        case 0x180E, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0x3164, 0xFEFF, 0xFFA0: true  // unseen
        case 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE007F: true  // annotations, music, tags
        default: scalar.value & 0xFFFE == 0xFFFE  // never characters
        }
    }

    /// Whether a character only separates words.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Whether the text would change; most text does not, and then costs one look at its bytes.
    private static func needsWork(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var previous = UInt8(ascii: " ")
            for index in bytes.indices {
                let byte = bytes[index]
                if byte > 0x20, byte < 0x7F {
                    previous = byte
                    continue
                }
                switch byte {
                case 0x00...0x1F, 0x7F: return true
                case 0x20: if previous == 0x20 { return true }
                // The only lead bytes under which blanks and active characters are found.
                case 0xC2, 0xD8, 0xE1...0xE3, 0xEF...0xFF:
                    let scalar = UTF8Scalar.decode(bytes, at: index).scalar
                    if isBlank(scalar) || isActive(scalar) {
                        return true
                    }
                default: break
                }
                previous = byte
            }
            return previous == 0x20 && !bytes.isEmpty
        }
    }
}
