/// The character sets of a document's fonts.
struct RTFCharacterSets {
    /// The set of text in no font, or in a font without a set.
    var defaultCodePage = 1252

    /// The font of text without one.
    var defaultFont: Int?

    private var codePages: [Int: Int] = [:]
    private var usedCodePages: Set<Int> = []
    private var decoders: [Int: Decoder] = [:]

    private enum Decoder {
        case single(SingleByteCharset)
        case multibyte(CharacterSetConverter)
    }

    /// The characters of fonts that have pictures instead of letters.
    static let symbols = 42
    private static let maximumFonts = 10_000
    private static let western = 1252

    /// Notes that a font is for a set of Windows.
    mutating func setCharset(_ charset: Int, of font: Int) {
        if let codePage = Self.byCharset[charset] {
            setCodePage(codePage, of: font)
        }
    }

    /// Notes a font's code page.
    mutating func setCodePage(_ codePage: Int, of font: Int) {
        if codePages.count < Self.maximumFonts {
            codePages[font] = codePage
            usedCodePages.insert(codePage)
        }
    }

    /// The code page of text in a font.
    func codePage(of font: Int?) -> Int {
        guard let font = font ?? defaultFont, let codePage = codePages[font] else { return defaultCodePage }
        // Programs that know one set only leave their fonts at the Western one, and write what the document declares.
        guard codePage == Self.western, defaultCodePage != Self.western else { return codePage }
        return usedCodePages.contains(defaultCodePage) ? codePage : defaultCodePage
    }

    /// Appends bytes of a code page as UTF-8.
    mutating func decode(_ bytes: [UInt8], codePage: Int, into utf8: inout [UInt8]) {
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            utf8.append(contentsOf: bytes)
            return
        }
        guard codePage != Self.symbols else {
            for byte in bytes {
                utf8.append(contentsOf: Self.symbol(byte))
            }
            return
        }
        let decoder = decoders[codePage] ?? Self.decoder(codePage)
        decoders[codePage] = decoder
        switch decoder {
        case .single(let charset): charset.append(bytes.span, to: &utf8)
        case .multibyte(let converter): converter.convert(bytes.span, into: &utf8)
        }
    }

    private static func symbol(_ byte: UInt8) -> [UInt8] {
        guard byte >= 0x80 else { return [byte] }
        // Both fonts of Windows have a bullet there.
        let scalar: Unicode.Scalar? =
            byte == 0xB7 || byte == 0xA7 ? "\u{2022}" : Unicode.Scalar(0xF000 + UInt32(byte))
        return scalar.flatMap { UTF8.encode($0) }.map { Array($0) } ?? []
    }

    private static func decoder(_ codePage: Int) -> Decoder {
        let name = CharacterSetLabel.systemName(of: label(codePage)) ?? CharacterSetLabel.western
        if name != CharacterSetLabel.western {
            if let charset = SingleByteCharset(system: name) { return .single(charset) }
            if let converter = CharacterSetConverter(name) { return .multibyte(converter) }
        }
        return .single(.windows1252)
    }

    private static func label(_ codePage: Int) -> String {
        switch codePage {
        case western: CharacterSetLabel.western
        case 10000: "macintosh"
        case 10001: "cp932"
        case 10002: "cp950"
        case 10003: "cp949"
        case 10007, 10017: "mac-cyrillic"
        case 10008, 54936: "gb18030"
        case 10029: "mac-centraleurope"
        case 1361: "johab"
        case 20866: "koi8-r"
        case 21866: "koi8-u"
        case 28591...28606: "iso-8859-\(codePage - 28590)"
        case 51932: "euc-jp-ms"
        case 65001: "utf-8"
        default: "cp\(codePage)"
        }
    }

    private static let byCharset: [Int: Int] = [
        0: western, 2: symbols, 77: 10000, 78: 10001, 79: 10003, 80: 10008, 81: 10002, 88: 10029, 89: 10007,
        128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256,
        179: 1256, 180: 1256, 181: 1255, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850,
    ]
}
