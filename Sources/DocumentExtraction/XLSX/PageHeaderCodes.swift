/// The codes in the header or footer of a sheet's pages: `&L&"Arial,Bold"&12TLP:AMBER&R&P`.
enum PageHeaderCodes {
    /// What somebody wrote, without page numbers, fonts and places.
    static func text(of code: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var index = 0
        while index < code.count {
            guard code[index] == 0x26, index + 1 < code.count else {
                text.append(code[index])
                index += 1
                continue
            }
            let letter = code[index + 1]
            index += 2
            switch letter {
            case 0x26: text.append(0x26)
            // Left, centre, right.
            case 0x4C, 0x43, 0x52: text.append(0x20)
            case 0x22: index = (code[index...].firstIndex(of: 0x22) ?? code.count - 1) + 1
            case 0x4B: index = min(index + 6, code.count)
            case _ where letter.isASCIIDigit:
                while index < code.count, code[index].isASCIIDigit {
                    index += 1
                }
            default: break
            }
        }
        return TextCleaning.line(text)
    }
}
