/// `Content-Disposition`, as far as it names a file (RFC 6266).
enum ContentDisposition {
    /// The name, as the server wrote it; it may be anything.
    static func fileName(_ header: String) -> String? {
        let parameters = HeaderParameters(header).parameters
        if let extended = parameters["filename*"], let name = decoded(extended), !name.isEmpty { return name }
        return parameters["filename"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// RFC 8187: `UTF-8'en'%e2%82%ac.pdf`; `nil` for another encoding.
    private static func decoded(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let bytes = PercentEncoding.bytes(parts[2])
        return switch parts[0].lowercased() {
        case "utf-8": String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: nil
        }
    }
}
