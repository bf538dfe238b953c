/// The character sets that Windows and its programs know by numbers.
enum NumberedCodePage {
    /// The name under which the C library knows a code page; `nil` for one that is not known.
    static func name(_ number: Int) -> String? {
        switch number {
        case 65001: "utf-8"
        case 65000: "utf-7"
        case 1200: "utf-16le"
        case 1201: "utf-16be"
        case 20127: "us-ascii"
        case 1250...1258: "windows-\(number)"
        case 28591...28605: "iso-8859-\(number - 28590)"
        case 437, 737, 775, 850, 852, 855, 857, 858, 860...866, 869, 874: "cp\(number)"
        case 932: "cp932"
        case 936, 54936: "gb18030"
        case 949: "uhc"
        case 950: "big5-hkscs"
        case 10000: "macintosh"
        case 10007: "mac-cyrillic"
        case 20866: "koi8-r"
        case 21866: "koi8-u"
        case 50220...50222: "iso-2022-jp"
        case 51932: "euc-jp"
        case 51949: "euc-kr"
        case 52936: "hz"
        default: nil
        }
    }
}
