/// Text of messages into UTF-8, with the names that mail programs give to character sets.
enum MailCharset {
    /// Text as UTF-8.
    static func decode(_ bytes: [UInt8], declared: String?) -> [UInt8] { decoded(bytes, declared: declared).utf8 }

    /// Text as UTF-8, with the set it was in.
    static func decoded(_ bytes: [UInt8], declared: String?) -> DecodedText {
        let name = declared.map(standardName)
        // These are ASCII to look at, and would pass for it.
        if let charset = name ?? escapes(in: bytes), isSevenBit(charset), bytes.allSatisfy({ $0 < 0x80 }),
            let utf8 = CharacterSetConversion.convert(bytes, from: charset)
        {
            return DecodedText(utf8: utf8, charset: charset, warning: nil)
        }
        return TextDecoding.decode(bytes, declared: name)
    }

    private static func isSevenBit(_ name: String) -> Bool {
        name.hasPrefix("iso-2022") || name == "utf-7" || name == "hz"
    }

    /// The set of a text that switches to Japanese without having said so.
    private static func escapes(in bytes: [UInt8]) -> String? {
        bytes.contains("\u{1B}$B") || bytes.contains("\u{1B}$@") ? "iso-2022-jp" : nil
    }

    /// The name under which the C library knows a set, or the widest set that holds the named one.
    private static func standardName(_ name: String) -> String {
        let lowered = String(decoding: name.utf8.map(\.lowercasedASCII).filter { $0 > 0x20 }, as: UTF8.self)
        return switch lowered {
        case "gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "windows-936": "gb18030"
        case "ks_c_5601-1987", "ks_c_5601", "ks_c-5601-1987", "euc-kr", "korean", "windows-949", "cp949": "uhc"
        case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j": "cp932"
        case "big5", "x-x-big5", "big5-hkscs": "big5-hkscs"
        case "unicode-1-1-utf-7", "utf7": "utf-7"
        case "hz-gb-2312": "hz"
        case "iso-8859-8-i", "iso-8859-8-e": "iso-8859-8"
        case "iso-2022-jp": "iso-2022-jp-2"
        case "x-mac-roman", "mac": "macintosh"
        case "unicode", "utf16", "ucs-2": "utf-16"
        case "ansi", "iso8859-1", "iso_8859-1", "8bit": "windows-1252"
        default: lowered
        }
    }
}
