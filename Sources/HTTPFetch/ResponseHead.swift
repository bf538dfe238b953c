/// What the head of the last response says, as far as a download needs it.
struct ResponseHead: Sendable {
    /// The status; 0 before the first status line.
    private(set) var status = 0
    /// How long the body is said to be.
    private(set) var contentLength: Int64?
    /// Where the body begins in the whole content, and how long that is if it is known.
    private(set) var contentRange: (start: Int64, total: Int64?)?
    private(set) var validators = HTTPValidators()
    /// Whether the head is complete.
    private(set) var isComplete = false

    /// Takes in one line of the head; a status line begins another response, after a redirect or a proxy's.
    mutating func take(_ line: some StringProtocol) {
        let line = line.trimmed
        if line.hasPrefix("HTTP/") {
            self = ResponseHead()
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            status = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
        } else if line.isEmpty {
            isComplete = true
        } else if let colon = line.firstIndex(of: ":") {
            take(name: line[..<colon].lowercased(), value: String(line[line.index(after: colon)...].trimmed))
        }
    }

    private mutating func take(name: String, value: String) {
        switch name {
        case "content-length": contentLength = Int64(value)
        case "content-range": contentRange = Self.range(value)
        case "etag": validators.entityTag = value
        case "last-modified": validators.lastModified = value
        default: break
        }
    }

    /// `bytes 200-999/1000` or `bytes 200-999/*`.
    private static func range(_ value: String) -> (start: Int64, total: Int64?)? {
        guard value.lowercased().hasPrefix("bytes ") else { return nil }
        let parts = value.dropFirst(6).split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let first = parts[0].split(separator: "-").first, let start = Int64(first.trimmed)
        else {
            return nil
        }
        return (start, Int64(parts[1].trimmed))
    }
}

extension StringProtocol {
    /// Without blanks and line ends at either end.
    fileprivate var trimmed: Self.SubSequence {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return rest
    }
}
