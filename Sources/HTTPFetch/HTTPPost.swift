/// A message to be posted to an address that the operator chose.
package struct HTTPPost: Sendable {
    /// Where to: `https`, or `http` where the client allows it.
    package var url: String
    /// The message.
    package var body: String
    /// Header lines beside those that libcurl writes, such as `Content-Type: application/json`.
    package var headers: [String]

    /// A message.
    package init(url: String, body: String, headers: [String] = []) {
        self.url = url
        self.body = body
        self.headers = headers
    }
}

extension HTTPClient {
    /// Posts a message; a status of 200 to 299 is its receipt.
    ///
    /// Redirects are not followed: who is sent to is the operator's choice, not a server's. What the server answers is
    /// thrown away. Cancelling the task ends the transfer at once.
    ///
    /// - Returns: the status.
    /// - Throws: the reason, with whether and when to try again; the server may have taken the message all the same.
    package func post(_ post: HTTPPost) async throws(HTTPFetchError) -> Int {
        var options = options
        options.maximumRedirects = 0
        return try await onThreadOfItsOwn(for: post.url) { [options] cancellation in
            Result { () throws(HTTPFetchError) in try Posting(post, options).run(cancellation) }
        }
    }
}
