/// What is stored as its escaped text, from which the bytes come back.
protocol EscapedCoding: Codable, CustomStringConvertible {
    init?(escaped shown: some StringProtocol)
}

extension EscapedCoding {
    /// Reads the escaped text.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let shown = try container.decode(String.self)
        guard let value = Self(escaped: shown) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no escaped \(Self.self): \(shown)")
        }
        self = value
    }

    /// Writes the escaped text.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension FileName: EscapedCoding {}

extension RelativePath: EscapedCoding {}

extension SystemPath: EscapedCoding {
    /// The path that `description` shows as `shown`.
    package init?(escaped shown: some StringProtocol) {
        guard let bytes = EscapedBytes.bytes(of: shown) else { return nil }
        self.init(bytes: bytes)
    }
}
