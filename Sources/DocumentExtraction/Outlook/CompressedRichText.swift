/// The compression that Outlook stores Rich Text with (LZFu).
enum CompressedRichText {
    private static let headerSize = 16
    private static let windowSize = 4096

    /// What every window begins with: the words that Rich Text is full of.
    private static let prefilled: [UInt8] = {
        let tables = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
        let families =
            "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier"
        let colours = "{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
        return Array((tables + families + colours).utf8)
    }()

    /// The Rich Text in a property, or as much of it as can be had; `nil` when it is something else.
    ///
    /// What comes out is at most nine times as long as what goes in.
    static func decompress(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > headerSize else { return nil }
        let size = Int(LittleEndian.uint32(bytes, at: 4))
        switch LittleEndian.uint32(bytes, at: 8) {
        case 0x414C_454D: return Array(bytes[headerSize...].prefix(size))
        case 0x7546_5A4C: return unpack(bytes, size: size)
        default: return nil
        }
    }

    private static func unpack(_ bytes: [UInt8], size: Int) -> [UInt8] {
        var window = prefilled + [UInt8](repeating: 0x20, count: windowSize - prefilled.count)
        var place = prefilled.count
        var output: [UInt8] = []
        func write(_ byte: UInt8) {
            output.append(byte)
            window[place] = byte
            place = (place + 1) % windowSize
        }
        var index = headerSize
        while index < bytes.count, output.count < size {
            let control = bytes[index]
            index += 1
            for bit in 0..<8 where index < bytes.count && output.count < size {
                guard control >> UInt8(bit) & 1 == 1 else {
                    write(bytes[index])
                    index += 1
                    continue
                }
                guard index + 1 < bytes.count else { return output }
                let offset = Int(bytes[index]) << 4 | Int(bytes[index + 1]) >> 4
                let length = Int(bytes[index + 1] & 0x0F) + 2
                index += 2
                // A reference to where the next byte goes is the end.
                if offset == place { return output }
                for step in 0..<length where output.count < size {
                    write(window[(offset + step) % windowSize])
                }
            }
        }
        return output
    }
}
