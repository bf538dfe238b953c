/// What a server says about the kind of a body.
struct ContentType: Hashable {
    /// For example `text/html`, in lower case.
    let type: String
    /// For example `utf-8`, in lower case.
    let charset: String?

    /// Reads a `Content-Type`; `nil` when it names no type.
    init?(_ header: String) {
        let read = HeaderParameters(header)
        let parts = read.value.split(separator: "/", omittingEmptySubsequences: false)
        guard read.value.utf8.count <= 127, parts.count == 2, parts.allSatisfy(Self.isToken) else { return nil }
        type = read.value
        let charset = read.parameters["charset"]?.lowercased()
        self.charset = charset.flatMap { $0.utf8.count <= 40 && Self.isToken($0) ? $0 : nil }
    }

    private static func isToken(_ text: some StringProtocol) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$&^_.+-".utf8.contains(byte)
                }
            }
    }
}
