/// The way Excel writes characters that XML cannot hold: `_x000D_`.
enum ExcelEscapes {
    /// The text with these escapes replaced by a space, or by the underscore that one of them stands for.
    static func decode(_ text: [UInt8]) -> [UInt8] {
        guard text.contains("_x00") else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if index + 7 <= text.count, text[index...].starts(with: "_x00".utf8), text[index + 6] == 0x5F,
                text[index + 4].isASCIIHexDigit, text[index + 5].isASCIIHexDigit
            {
                output.append(text[(index + 4)...(index + 5)].elementsEqual("5F".utf8) ? 0x5F : 0x20)
                index += 7
            } else {
                output.append(text[index])
                index += 1
            }
        }
        return output
    }
}
