/// Fetches documents from addresses that anybody may have supplied.
///
/// It connects to what its policy allows and to nothing else, reads a bounded amount in a bounded time, and trusts
/// nothing that the server says.
package struct DocumentFetcher: Sendable {
    /// What holds for every document.
    package let options: DocumentFetchOptions

    /// A fetcher; it connects to nothing until it is asked to.
    package init(options: DocumentFetchOptions) {
        self.options = options
    }

    /// Fetches the document at an address into a file.
    ///
    /// Cancelling the task ends the transfer at once.
    ///
    /// - Durability: when this returns, the whole file is at the destination even after a power cut; what was there
    ///   before is replaced in one step, or not touched when it throws. While it runs, `<destination>.partial` exists.
    /// - Parameters:
    ///   - address: where from.
    ///   - destination: the file's path; no two fetches may have the same at once.
    /// - Returns: where it is, and what the server says about it.
    /// - Throws: the reason, with whether and when to try again.
    package func fetch(
        _ address: WebAddress,
        to destination: String
    ) async throws(HTTPFetchError) -> FetchedDocument {
        let options = options
        return try await onThreadOfItsOwn(for: address.text) { cancellation in
            Self.perform(address, destination, options, cancellation)
        }
    }

    /// Fetches the document at an address that is yet to be read.
    package func fetch(
        _ address: String,
        to destination: String
    ) async throws(HTTPFetchError) -> FetchedDocument {
        try await fetch(WebAddress(address), to: destination)
    }

    private static func perform(
        _ address: WebAddress,
        _ destination: String,
        _ options: DocumentFetchOptions,
        _ cancellation: TransferCancellation
    ) -> Result<FetchedDocument, HTTPFetchError> {
        do throws(HTTPFetchError) {
            return .success(try follow(address, destination, options, cancellation))
        } catch {
            return .failure(error)
        }
    }

    /// One request after the other until there is a document.
    private static func follow(
        _ address: WebAddress,
        _ destination: String,
        _ options: DocumentFetchOptions,
        _ cancellation: TransferCancellation
    ) throws(HTTPFetchError) -> FetchedDocument {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: options.totalTimeout)
        var current = address
        var redirects = 0
        while true {
            let time = clock.now.duration(to: end)
            guard time > .zero else {
                throw HTTPFetchError(.timedOut, during: "fetch", url: current.text, reason: "out of time")
            }
            let transfer = DocumentTransfer(current, to: destination, options: options, time: time)
            switch try transfer.run(cancellation) {
            case .received(let response):
                return FetchedDocument(
                    response,
                    path: destination,
                    address: address,
                    finalAddress: current,
                    redirects: redirects
                )
            case .redirected(let location):
                redirects += 1
                guard redirects <= options.maximumRedirects else {
                    throw HTTPFetchError(
                        .tooManyRedirects,
                        during: "fetch",
                        url: address.text,
                        reason: "more than \(options.maximumRedirects)"
                    )
                }
                current = try next(location, from: current)
            }
        }
    }

    private static func next(_ location: String, from current: WebAddress) throws(HTTPFetchError) -> WebAddress {
        let next = try WebAddress(location, from: current)
        guard next.isSecure || !current.isSecure else {
            throw HTTPFetchError(
                .protocolRefused,
                during: "follow a redirect",
                url: next.text,
                reason: "it leads from https:// to http://, where anybody could change the document"
            )
        }
        return next
    }
}

extension FetchedDocument {
    fileprivate init(
        _ response: DocumentTransfer.Response,
        path: String,
        address: WebAddress,
        finalAddress: WebAddress,
        redirects: Int
    ) {
        let type = response.head.contentType.flatMap(ContentType.init)
        self.init(
            path: path,
            address: address,
            finalAddress: finalAddress,
            redirects: redirects,
            status: response.head.status,
            size: response.size,
            contentType: type?.type,
            charset: type?.charset,
            lastModified: response.head.validators.lastModified.flatMap(HTTPDate.seconds),
            suggestedName: DocumentName.suggested(
                by: response.head.contentDisposition,
                address: finalAddress,
                type: type?.type
            )
        )
    }
}
