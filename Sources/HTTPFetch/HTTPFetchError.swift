/// Why a download did not happen, said so that an operator can act on it.
package struct HTTPFetchError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; whether to retry is decided from it.
    package let code: Code
    /// What was being done, as a verb phrase.
    package let operation: String
    /// Where from, without credentials and without the query, which may hold some.
    package let url: String
    /// The HTTP status of the last response; 0 when there was none.
    package let status: Int
    /// libcurl's own code; 0 when libcurl saw no failure.
    package let curlCode: Int
    /// The kernel's error number of a failure with a local file; 0 otherwise.
    package let systemError: Int32
    /// How long the server asks to wait before the next attempt, at most a day.
    package let retryAfter: Duration?
    /// Whether the server may have taken a message all the same: it was sent, and no answer said that it was not taken.
    package let mayHaveArrived: Bool
    /// Why: libcurl's words for `curlCode`, the kernel's for `systemError`, or this library's own.
    package let reason: String?

    init(
        _ code: Code,
        during operation: String,
        url: String,
        status: Int = 0,
        curlCode: Int = 0,
        systemError: Int32 = 0,
        retryAfter: Duration? = nil,
        mayHaveArrived: Bool = false,
        reason: String? = nil
    ) {
        self.code = code
        self.operation = operation
        self.url = RedactedURL.text(url)
        self.status = status
        self.curlCode = curlCode
        self.systemError = systemError
        self.retryAfter = retryAfter
        self.mayHaveArrived = mayHaveArrived
        self.reason = reason
    }

    /// Whether the same request may succeed later without anybody changing the configuration.
    package var isTransient: Bool { code.isTransient }

    /// One line: the operation, the code, the URL, the status and the reason.
    package var description: String {
        var line = "\(operation) failed (\(code)) for \(url)"
        if status != 0 { line += ": HTTP status \(status)" }
        if let retryAfter { line += ", retry after \(retryAfter.components.seconds) s" }
        if let reason { line += ": \(reason)" }
        return line
    }
}
