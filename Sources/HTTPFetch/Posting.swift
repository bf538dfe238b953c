import CCurl

/// One message and its receipt, on the thread that calls `run`; nobody else touches it.
final class Posting {
    private let post: HTTPPost
    private let options: HTTPClientOptions
    private var head = ResponseHead()
    private var received = 0

    /// How much of an answer is read before the connection is closed; it is of no interest.
    private static let answerLimit = 64 << 10

    init(_ post: HTTPPost, _ options: HTTPClientOptions) {
        self.post = post
        self.options = options
    }

    /// Posts the message, and gives the status of its receipt.
    func run(_ cancellation: TransferCancellation) throws(HTTPFetchError) -> Int {
        // Without "Expect" no server can make libcurl wait for its leave to send the body.
        let easy = try EasyHandle(url: post.url, options: options, headers: post.headers + ["Expect:"])
        try easy.prepareToPost(post.body)
        let code = try easy.perform(
            cancellation: cancellation,
            head: { [self] bytes in
                head.take(String(decoding: bytes, as: UTF8.self))
                return true
            },
            body: { [self] bytes in
                received += bytes.count
                return received <= Self.answerLimit
            }
        )
        let isSent = easy.hasSent
        if cancellation.isCancelled { throw error(.cancelled, isSent: isSent) }
        switch head.status {
        // The message was taken, however its receipt ended.
        case 200...299 where head.isComplete: return head.status
        case 0...299:
            throw error(code == CURLE_OK ? .badResponse : HTTPFetchError.Code(curl: code), code, isSent: isSent)
        case 300...399: throw error(.refused, reason: "redirects are not followed")
        default: throw error(HTTPFetchError.Code(status: head.status))
        }
    }

    private func error(
        _ code: HTTPFetchError.Code,
        _ curlCode: CURLcode = CURLE_OK,
        isSent: Bool = false,
        reason: String? = nil
    ) -> HTTPFetchError {
        HTTPFetchError(
            code,
            during: "post",
            url: post.url,
            status: head.status,
            curlCode: Int(curlCode.rawValue),
            retryAfter: head.retryAfter,
            mayHaveArrived: isSent,
            reason: reason ?? (curlCode == CURLE_OK ? nil : String(cString: curl_easy_strerror(curlCode)))
        )
    }
}

extension EasyHandle {
    /// Whether anything of a request has been sent, the greeting of a secure connection apart.
    var hasSent: Bool {
        var bytes = 0
        // A handle that cannot say counts as one that has sent something: that is the safe side.
        return ccurl_get_number(handle, CURLINFO_REQUEST_SIZE, &bytes) != CURLE_OK || bytes > 0
    }

    /// Makes the request a post with a body, of which libcurl takes a copy.
    func prepareToPost(_ body: String) throws(HTTPFetchError) {
        try set(CURLOPT_POST, 1)
        // Before the body: libcurl copies so many bytes.
        try set(CURLOPT_POSTFIELDSIZE, body.utf8.count)
        try check(ccurl_set_text(handle, CURLOPT_COPYPOSTFIELDS, body))
    }
}
