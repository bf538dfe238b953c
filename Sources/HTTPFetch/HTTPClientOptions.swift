/// What holds for every download of a client.
package struct HTTPClientOptions: Sendable {
    /// How the client calls itself.
    package var userAgent: String
    /// Whether unencrypted `http` is allowed, for mirrors on the same host or network.
    package var allowsPlainHTTP: Bool
    /// How many redirects are followed; from `https` they lead to `https` only.
    package var maximumRedirects: Int
    /// The longest that making the connection may take.
    package var connectTimeout: Duration
    /// The longest that a whole download may take.
    package var totalTimeout: Duration
    /// The fewest bytes per second that count as progress.
    package var lowestSpeed: Int
    /// How long a download may be slower than `lowestSpeed`.
    package var stallTimeout: Duration
    /// Which proxy is used.
    package var proxy: Proxy
    /// A file of certificates to trust in place of the system's.
    package var certificateFile: String?

    /// Which proxy is used.
    package enum Proxy: Hashable, Sendable {
        /// The one of the environment variables `https_proxy`, `http_proxy` and `no_proxy`.
        case environment
        /// None.
        case none
        /// The one at this URL.
        case url(String)
    }

    /// The defaults, under this name.
    package init(userAgent: String) {
        self.userAgent = userAgent
        allowsPlainHTTP = false
        maximumRedirects = 5
        connectTimeout = .seconds(15)
        totalTimeout = .seconds(600)
        lowestSpeed = 1024
        stallTimeout = .seconds(30)
        proxy = .environment
        certificateFile = nil
    }
}
