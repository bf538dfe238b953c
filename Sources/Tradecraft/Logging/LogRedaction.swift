/// Takes secrets out of what is logged: a user's name and password in an address, and its query, where tokens are.
enum LogRedaction {
    private static let marker: [UInt8] = Array("://".utf8)

    /// The text with every address in it reduced to scheme, host and path.
    static func redacted(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ":")) else { return text }
        let bytes = Array(text.utf8)
        var output: [UInt8] = []
        var index = 0
        var isChanged = false
        while index < bytes.count {
            guard bytes[index...].starts(with: marker) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            output += marker
            index += marker.count
            let end = bytes[index...].firstIndex(where: isEnd) ?? bytes.count
            let (kept, isCut) = redactedAddress(bytes[index..<end])
            output += kept
            isChanged = isChanged || isCut
            index = end
        }
        return isChanged ? String(decoding: output, as: UTF8.self) : text
    }

    /// What follows the scheme, without credentials, query and fragment.
    private static func redactedAddress(_ rest: ArraySlice<UInt8>) -> (kept: [UInt8], isCut: Bool) {
        // The last at-sign of the authority ends the credentials: a password may hold one, and a slash or question
        // mark too where somebody forgot to encode it. Reading on to the last one hides too much rather than too little.
        let path = rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
        let authority = rest[..<(path ?? rest.endIndex)]
        var kept = rest
        var isCut = false
        if let sign = authority.lastIndex(of: UInt8(ascii: "@")) {
            kept = rest[(sign + 1)...]
            isCut = true
        } else if authority.contains(UInt8(ascii: ":")), let sign = rest.lastIndex(of: UInt8(ascii: "@")),
            !isPort(authority)
        {
            kept = rest[(sign + 1)...]
            isCut = true
        }
        if let query = kept.firstIndex(where: { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }) {
            return (Array(kept[..<query]) + Array("?...".utf8), true)
        }
        return (Array(kept), isCut)
    }

    /// Whether what follows the last colon is the number of a port, or the end of an IPv6 address.
    private static func isPort(_ authority: ArraySlice<UInt8>) -> Bool {
        guard let colon = authority.lastIndex(of: UInt8(ascii: ":")) else { return false }
        let port = authority[(colon + 1)...]
        return port.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            || authority.last == UInt8(ascii: "]")
    }

    private static func isEnd(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "<")
            || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "`")
    }
}
