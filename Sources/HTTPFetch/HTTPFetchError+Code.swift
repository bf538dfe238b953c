import CCurl

extension HTTPFetchError {
    /// The kind of a failure.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The URL cannot be read.
        package static let badURL = Code(kind: .badURL)
        /// The URL, or a redirect, asks for a protocol that is not allowed.
        package static let protocolRefused = Code(kind: .protocolRefused)
        /// The address to connect to is not one that the address policy allows.
        package static let refusedAddress = Code(kind: .refusedAddress)
        /// An entry of the list of allowed addresses cannot be read.
        package static let badAllowance = Code(kind: .badAllowance)
        /// There is no host of that name.
        package static let unknownHost = Code(kind: .unknownHost)
        /// The host's name, or the proxy's, could not be resolved.
        package static let notResolved = Code(kind: .notResolved)
        /// No connection could be made.
        package static let notConnected = Code(kind: .notConnected)
        /// The connection broke.
        package static let connectionLost = Code(kind: .connectionLost)
        /// The body ended before its announced length.
        package static let truncated = Code(kind: .truncated)
        /// The connection, the transfer, or its slowest allowed pace took too long.
        package static let timedOut = Code(kind: .timedOut)
        /// The server's certificate could not be verified, or no secure connection was agreed on.
        package static let notTrusted = Code(kind: .notTrusted)
        /// More redirects than allowed.
        package static let tooManyRedirects = Code(kind: .tooManyRedirects)
        /// The body is larger than allowed.
        package static let tooLarge = Code(kind: .tooLarge)
        /// The server is overloaded or failing: 408, 425, 429, 500, 502, 503, 504 and 520 to 599.
        package static let serverUnavailable = Code(kind: .serverUnavailable)
        /// The server refused: any other status that is no success.
        package static let refused = Code(kind: .refused)
        /// The response makes no sense.
        package static let badResponse = Code(kind: .badResponse)
        /// The local file could not be written.
        package static let notWritten = Code(kind: .notWritten)
        /// The task was cancelled.
        package static let cancelled = Code(kind: .cancelled)
        /// Anything else that libcurl reports; `curlCode` says what.
        package static let other = Code(kind: .other)

        /// The code's name, as it stands in logs and in the database.
        package var description: String { kind.rawValue }

        /// Whether to try again later.
        var isTransient: Bool {
            switch kind {
            case .notResolved, .notConnected, .connectionLost, .truncated, .timedOut, .serverUnavailable, .badResponse,
                .notWritten, .other:
                true
            case .badURL, .protocolRefused, .refusedAddress, .badAllowance, .unknownHost, .notTrusted,
                .tooManyRedirects, .tooLarge, .refused, .cancelled:
                false
            }
        }

        /// The code for a status that is no success.
        init(status: Int) {
            kind =
                switch status {
                // What a server does not support (501, 505 to 511) it will not support later; proxies' own codes
                // (520 to 530) say that the server behind them is down.
                case 408, 425, 429, 500, 502, 503, 504, 520...599: .serverUnavailable
                case 400...599: .refused
                default: .badResponse
                }
        }

        /// The code for a failure that libcurl reports.
        init(curl code: CURLcode) {
            kind =
                switch code {
                case CURLE_URL_MALFORMAT: .badURL
                case CURLE_UNSUPPORTED_PROTOCOL: .protocolRefused
                case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .notResolved
                case CURLE_COULDNT_CONNECT: .notConnected
                case CURLE_PARTIAL_FILE: .truncated
                case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
                    .connectionLost
                case CURLE_OPERATION_TIMEDOUT: .timedOut
                case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                    CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
                    CURLE_SSL_PINNEDPUBKEYNOTMATCH:
                    .notTrusted
                case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects
                case CURLE_FILESIZE_EXCEEDED: .tooLarge
                case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .badResponse
                default: .other
                }
        }

        private enum Kind: String {
            case badURL
            case protocolRefused
            case refusedAddress
            case badAllowance
            case unknownHost
            case notResolved
            case notConnected
            case connectionLost
            case truncated
            case timedOut
            case notTrusted
            case tooManyRedirects
            case tooLarge
            case serverUnavailable
            case refused
            case badResponse
            case notWritten
            case cancelled
            case other
        }

        private let kind: Kind

        private init(kind: Kind) {
            self.kind = kind
        }
    }
}
