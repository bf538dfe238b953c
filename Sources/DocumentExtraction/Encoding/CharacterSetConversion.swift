/// Conversion of whole texts through the C library's iconv.
enum CharacterSetConversion {
    /// The bytes as UTF-8, what cannot be converted replaced; `nil` when the system does not know the set.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - charset: The set's name as documents write it.
    /// - Returns: The text as UTF-8.
    static func convert(_ bytes: [UInt8], from charset: String) -> [UInt8]? {
        guard let name = CharacterSetLabel.systemName(of: charset) else { return nil }
        if name == CharacterSetLabel.western { return SingleByteCharset.windows1252.decode(bytes) }
        guard let converter = CharacterSetConverter(name) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        converter.convert(bytes.span, into: &result)
        return result
    }
}
