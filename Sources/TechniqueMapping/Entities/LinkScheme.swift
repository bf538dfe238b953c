/// The start of a link, up to its host: `https://`, `hxxp[:]//`, `h**ps[://]`, `ftp:\/\/`.
struct LinkScheme {
    var name: String
    var end: Int
    var isDefanged: Bool

    static func read(_ text: TextBytes, at start: Int) -> LinkScheme? {
        guard start + 5 < text.count else { return nil }
        var scheme: LinkScheme
        switch text[start] | 0x20 {
        case 0x68:
            guard text[start + 3] | 0x20 == 0x70, isMiddle(text[start + 1]), isMiddle(text[start + 2]) else {
                return nil
            }
            scheme = LinkScheme(
                name: "http",
                end: start + 4,
                isDefanged: !text.matches("http", at: start, end: text.count)
            )
            if text[start + 4] | 0x20 == 0x73 {
                scheme.name = "https"
                scheme.end += 1
            }
        case 0x66:
            guard text[start + 2] | 0x20 == 0x70, isMiddle(text[start + 1]) else { return nil }
            scheme = LinkScheme(name: "ftp", end: start + 3, isDefanged: text[start + 1] | 0x20 != 0x74)
        case 0x73 where text.matches("sftp:", at: start, end: text.count):
            scheme = LinkScheme(name: "sftp", end: start + 4, isDefanged: false)
        case 0x74 where text.matches("tcp:", at: start, end: text.count):
            scheme = LinkScheme(name: "tcp", end: start + 3, isDefanged: false)
        case 0x75 where text.matches("udp:", at: start, end: text.count):
            scheme = LinkScheme(name: "udp", end: start + 3, isDefanged: false)
        default: return nil
        }
        return scheme.skipSlashes(text) ? scheme : nil
    }

    /// `t` as in `http`, or what is put in its place.
    private static func isMiddle(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case 0x74, 0x78: true
        default: byte == 0x2A || byte == 0x5F
        }
    }

    /// Steps over a colon and two slashes, with brackets and backslashes among them.
    private mutating func skipSlashes(_ text: TextBytes) -> Bool {
        var (colons, slashes) = (0, 0)
        let limit = min(text.count, end + 10)
        while end < limit {
            switch text[end] {
            case 0x3A where colons == 0: colons = 1
            case 0x2F where colons == 1 && slashes < 2: slashes += 1
            case 0x5B where slashes == 2: return true
            case 0x5B, 0x5D: isDefanged = true
            case 0x5C where slashes < 2: break
            case 0x20 where colons == 1 && slashes == 0 && isDefanged: break
            default: return slashes == 2
            }
            end += 1
        }
        return slashes == 2 && end < text.count
    }
}
