import CCurl
import Glibc

/// One request for a document and its response, on the thread that calls `run`; nobody else touches it.
final class DocumentTransfer {
    /// What came of the request.
    enum Outcome {
        case received(Response)
        case redirected(to: String)
    }

    /// A response whose body is in its file.
    struct Response {
        let head: ResponseHead
        let size: Int64
    }

    private let address: WebAddress
    private let destination: String
    private let options: DocumentFetchOptions
    private let time: Duration

    private var head = ResponseHead()
    private var headSize = 0
    private var partial: PartialFile?
    private var size: Int64 = 0
    /// Whether the transfer was ended because its head said all.
    private var isAnswered = false
    private var failure: HTTPFetchError?

    /// The most bytes of a response's head, whatever comes before the last one included.
    private static let maximumHead = 256 << 10
    /// What may be sent beside the body itself: the frames of chunks and of compression.
    private static let frameAllowance: Int64 = 64 << 10

    init(_ address: WebAddress, to destination: String, options: DocumentFetchOptions, time: Duration) {
        self.address = address
        self.destination = destination
        self.options = options
        self.time = time
    }

    func run(_ cancellation: TransferCancellation) throws(HTTPFetchError) -> Outcome {
        do throws(HTTPFetchError) {
            return try attempt(cancellation)
        } catch {
            // The failure itself is what to report; the next attempt takes over what cannot be removed.
            try? partial?.discard()
            throw error
        }
    }

    private func attempt(_ cancellation: TransferCancellation) throws(HTTPFetchError) -> Outcome {
        let connections = ConnectionGuard(options.policy, host: address.host)
        let easy = try EasyHandle(url: address.text, options: options.request(within: time), headers: [])
        try easy.guardConnections(with: connections)
        try easy.prepareForDocuments(resolved: options.resolved)
        let limit = min(options.maximumSize, .max - Self.frameAllowance) + Self.frameAllowance
        try easy.watchProgress { [unowned self] received in
            guard received > limit else { return true }
            failure = tooLarge("more than \(options.maximumSize) bytes were sent")
            return false
        }
        let began = ContinuousClock.now
        let code = try easy.perform(
            cancellation: cancellation,
            head: { [self] bytes in takeHead(bytes) },
            body: { [self] bytes in takeBody(bytes) }
        )
        if let failure { throw failure }
        if cancellation.isCancelled { throw error(.cancelled) }
        if isAnswered { return try answer() }
        if code == CURLE_OK, head.isFinal {
            return try finish()
        }
        throw reason(code, connections, after: began.duration(to: .now))
    }

    /// What a response without a body that is wanted comes to.
    private func answer() throws(HTTPFetchError) -> Outcome {
        if [301, 302, 303, 307, 308].contains(head.status), let location = head.location, !location.isEmpty {
            return .redirected(to: location)
        }
        throw error(HTTPFetchError.Code(status: head.status))
    }

    private func finish() throws(HTTPFetchError) -> Outcome {
        // An empty body never came to `takeBody`.
        try begin()
        try partial?.finish()
        return .received(Response(head: head, size: size))
    }

    private func begin() throws(HTTPFetchError) {
        guard partial == nil else { return }
        partial = try PartialFile(of: destination, from: address.text)
        // Nothing by which the content is recognised: it is fetched as a whole or not at all.
        try partial?.begin(HTTPValidators())
    }

    /// `false` to end the transfer.
    private func takeHead(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headSize += bytes.count
        guard headSize <= Self.maximumHead else {
            failure = error(.badResponse, reason: "its head is longer than \(Self.maximumHead) bytes")
            return false
        }
        // What follows the body must not change what was said before it.
        guard !head.isFinal else { return true }
        // Not all servers write UTF-8 into a file's name.
        head.take(
            String(validating: bytes, as: UTF8.self)
                ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        )
        guard head.isFinal else { return true }
        guard head.status == 200 || head.status == 203 else {
            isAnswered = true
            return false
        }
        guard head.encodings <= 1 else {
            // Each could blow up what the one before has blown up, without a byte coming out at the end.
            failure = error(.badResponse, reason: "its body is compressed more than once")
            return false
        }
        if let length = head.contentLength, length > options.maximumSize {
            failure = tooLarge("\(length) bytes are announced, \(options.maximumSize) are allowed")
            return false
        }
        return true
    }

    /// `false` to end the transfer.
    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        size += Int64(bytes.count)
        guard size <= options.maximumSize else {
            failure = tooLarge("more than \(options.maximumSize) bytes")
            return false
        }
        do throws(HTTPFetchError) {
            try begin()
            try partial?.append(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Why there is no response.
    private func reason(
        _ code: CURLcode,
        _ connections: ConnectionGuard,
        after time: Duration
    ) -> HTTPFetchError {
        if !connections.hasOpened, let refused = connections.refused {
            return error(
                .refusedAddress,
                reason: "\(refused) is \(refused.kind) and not on the list of what is allowed"
            )
        }
        if code == CURLE_OK { return error(.badResponse) }
        // A slow answer is none from the name's own server; asking again would only take as long once more.
        if code == CURLE_COULDNT_RESOLVE_HOST, time < .seconds(2), HostLookup.isUnknown(address.host) {
            return error(.unknownHost, reason: "there is no host \(address.host)")
        }
        return error(HTTPFetchError.Code(curl: code), code)
    }

    private func tooLarge(_ reason: String) -> HTTPFetchError { error(.tooLarge, reason: reason) }

    private func error(
        _ code: HTTPFetchError.Code,
        _ curlCode: CURLcode = CURLE_OK,
        reason: String? = nil
    ) -> HTTPFetchError {
        HTTPFetchError(
            code,
            during: "fetch",
            url: address.text,
            status: head.status,
            curlCode: Int(curlCode.rawValue),
            retryAfter: head.retryAfter,
            reason: reason ?? (curlCode == CURLE_OK ? nil : String(cString: curl_easy_strerror(curlCode)))
        )
    }
}
