/// What the head of the last response says, as far as a download needs it.
struct ResponseHead: Sendable {
    /// The status; 0 before the first status line.
    private(set) var status = 0
    /// How long the body is said to be.
    private(set) var contentLength: Int64?
    /// Where the body begins in the whole content, and how long that is if it is known.
    private(set) var contentRange: (start: Int64, total: Int64?)?
    private(set) var validators = HTTPValidators()
    /// Where a redirect leads to.
    private(set) var location: String?
    /// The `Content-Type`, with its parameters.
    private(set) var contentType: String?
    /// The `Content-Disposition`, with its parameters.
    private(set) var contentDisposition: String?
    /// How many encodings lie over each other on the body, besides its cutting into chunks.
    private(set) var encodings = 0
    private var retryTime: String?
    private var date: String?
    /// Whether the head is complete.
    private(set) var isComplete = false

    /// Whether it is complete and no other follows, as one does after a status of 1xx.
    var isFinal: Bool { isComplete && status >= 200 }

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
        case "location": location = location ?? value
        case "content-type": contentType = value
        case "content-disposition": contentDisposition = value
        case "content-encoding", "transfer-encoding": encodings += Self.encodings(value)
        case "retry-after": retryTime = value
        case "date": date = value
        default: break
        }
    }

    /// How long the server asks to wait.
    var retryAfter: Duration? {
        retryTime.flatMap { RetryAfter.delay($0, sent: date) }
    }

    private static func encodings(_ value: String) -> Int {
        value.split(separator: ",").count { !["", "identity", "chunked"].contains($0.trimmed.lowercased()) }
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
