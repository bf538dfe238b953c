import CCurl

/// One request and its response, on the thread that calls `run`; nobody else touches it.
final class Transfer {
    let download: HTTPDownload
    let options: HTTPClientOptions
    private let cancellation: TransferCancellation

    private var head = ResponseHead()
    private var partial: PartialFile?
    /// Where the first byte of the response's body belongs.
    private var offset: Int64 = 0
    private var received: Int64 = 0
    private var hasBegun = false
    /// What was resumed at, when the request asked for the rest only.
    private var resumption: (offset: Int64, validator: String)?
    private var failure: HTTPFetchError?

    /// How much of an error page is read before the connection is closed.
    private static let ignoredBodyLimit: Int64 = 64 << 10

    init(_ download: HTTPDownload, options: HTTPClientOptions, cancellation: TransferCancellation) {
        self.download = download
        self.options = options
        self.cancellation = cancellation
    }

    /// Carries out the request.
    ///
    /// - Returns: `nil` when what an earlier download had fetched turned out to be of no use and has been removed.
    func run(resuming: Bool) throws(HTTPFetchError) -> HTTPDownloadResult? {
        partial = try PartialFile(of: download.destination, from: download.url)
        resumption = resuming ? try partial?.resumption() : nil
        // Twice the limit is no resumption, and a whole file would ask for a range that does not exist.
        if let found = resumption, found.offset >= download.maximumSize { resumption = nil }
        let easy = try EasyHandle(url: download.url, options: options, headers: requestHeaders)
        let code = try easy.perform(
            cancellation: cancellation,
            head: { [self] bytes in takeHead(bytes) },
            body: { [self] bytes in takeBody(bytes) }
        )
        if let failure { throw failure }
        if cancellation.isCancelled { throw error(.cancelled) }
        let isDone = code == CURLE_OK
        switch head.status {
        case 416 where resumption != nil:
            try partial?.discard()
            return nil
        case 304 where isDone && download.validators != nil:
            return .notModified
        case 200 where isDone, 206 where isDone:
            return try finish(easy)
        case 0, 100...299:
            if isDone { throw error(.badResponse) }
            throw error(HTTPFetchError.Code(curl: code), code)
        case 300...399 where !isDone:
            throw error(HTTPFetchError.Code(curl: code), code)
        default:
            throw error(HTTPFetchError.Code(status: head.status))
        }
    }

    private var requestHeaders: [String] {
        var lines: [String] = []
        if let tag = download.validators?.entityTag { lines.append("If-None-Match: \(tag)") }
        if let time = download.validators?.lastModified { lines.append("If-Modified-Since: \(time)") }
        if let resumption {
            lines.append("Range: bytes=\(resumption.offset)-")
            lines.append("If-Range: \(resumption.validator)")
        }
        return lines
    }

    private func finish(_ easy: EasyHandle) throws(HTTPFetchError) -> HTTPDownloadResult? {
        // An empty body never came to `takeBody`.
        if !hasBegun { try begin() }
        let size = offset + received
        if let total = head.contentRange?.total, head.status == 206, size != total { throw error(.truncated) }
        try partial?.finish()
        let file = HTTPDownloadedFile(
            path: download.destination,
            validators: head.validators,
            finalURL: easy.finalURL ?? download.url,
            size: size,
            resumedFrom: offset
        )
        return .downloaded(file)
    }

    /// Decides where the body belongs, before its first byte.
    private func begin() throws(HTTPFetchError) {
        hasBegun = true
        if head.status == 206 {
            guard let resumption, let range = head.contentRange, range.start == resumption.offset else {
                throw HTTPFetchError(.badResponse, during: "resume", url: download.url, status: head.status)
            }
            offset = resumption.offset
        } else {
            try partial?.begin(head.validators)
        }
    }

    /// `false` to end the transfer.
    private func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
        head.take(String(decoding: bytes, as: UTF8.self))
        guard head.isComplete, (200...299).contains(head.status) else { return true }
        let begin = head.status == 206 ? head.contentRange?.start ?? 0 : 0
        let announced = head.contentLength.map { begin.addingReportingOverflow($0) }
        if let announced, announced.overflow || announced.partialValue > download.maximumSize { return endTooLarge() }
        if let total = head.contentRange?.total, total > download.maximumSize { return endTooLarge() }
        return true
    }

    /// `false` to end the transfer.
    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        received += Int64(bytes.count)
        guard head.status == 200 || head.status == 206 else {
            return received <= Self.ignoredBodyLimit
        }
        do throws(HTTPFetchError) {
            if !hasBegun { try begin() }
            guard offset + received <= download.maximumSize else {
                // Nothing of it is of use, and the next attempt must not continue it.
                try partial?.discard()
                return endTooLarge()
            }
            try partial?.append(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    private func endTooLarge() -> Bool {
        failure = HTTPFetchError(
            .tooLarge,
            during: "fetch",
            url: download.url,
            status: head.status,
            reason: "more than \(download.maximumSize) bytes"
        )
        return false
    }

    private func error(_ code: HTTPFetchError.Code, _ curlCode: CURLcode = CURLE_OK) -> HTTPFetchError {
        HTTPFetchError(
            code,
            during: "fetch",
            url: download.url,
            status: head.status,
            curlCode: Int(curlCode.rawValue),
            retryAfter: head.retryAfter,
            reason: curlCode == CURLE_OK ? nil : String(cString: curl_easy_strerror(curlCode))
        )
    }
}
