/// Fetches files over HTTP with libcurl: verified, bounded in size and time, resumable, each on a thread of its own.
package struct HTTPClient: Sendable {
    /// What holds for every download of this client.
    package let options: HTTPClientOptions

    /// A client; it connects to nothing until it is asked to.
    package init(options: HTTPClientOptions) {
        self.options = options
    }

    /// Fetches a file if it has changed since its validators were given.
    ///
    /// What an interrupted download has fetched is kept beside the destination, and the next one continues from there
    /// if the server vouches that the content is the same. Cancelling the task ends the transfer at once.
    ///
    /// - Durability: when this returns `.downloaded`, the whole file is at the destination even after a power cut; what
    ///   was there before is replaced in one step, or not touched when it throws.
    /// - Parameter download: what to fetch, and where to put it.
    /// - Returns: the file, or that it has not changed.
    /// - Throws: the reason, with whether and when to try again.
    package func download(_ download: HTTPDownload) async throws(HTTPFetchError) -> HTTPDownloadResult {
        let options = options
        return try await onThreadOfItsOwn(for: download.url) { cancellation in
            Self.perform(download, options, cancellation)
        }
    }

    private typealias Outcome = Result<HTTPDownloadResult, HTTPFetchError>

    private static func perform(
        _ download: HTTPDownload,
        _ options: HTTPClientOptions,
        _ cancellation: TransferCancellation
    ) -> Outcome {
        do throws(HTTPFetchError) {
            let first = Transfer(download, options: options, cancellation: cancellation)
            if let result = try first.run(resuming: true) { return .success(result) }
            // What was fetched before is of no use: once more from the beginning.
            let second = Transfer(download, options: options, cancellation: cancellation)
            guard let result = try second.run(resuming: false) else {
                throw HTTPFetchError(.badResponse, during: "fetch", url: download.url, status: 416)
            }
            return .success(result)
        } catch {
            return .failure(error)
        }
    }
}
