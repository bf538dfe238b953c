/// What holds for every document that a fetcher fetches.
package struct DocumentFetchOptions: Sendable {
    /// How the fetcher calls itself.
    package var userAgent: String
    /// Which network addresses it may connect to.
    package var policy: AddressPolicy
    /// The most bytes that a document may have, both as it is sent and unpacked.
    package var maximumSize: Int64
    /// The longest that fetching a document may take, all redirects included.
    package var totalTimeout: Duration
    /// The longest that making one connection may take.
    package var connectTimeout: Duration
    /// The fewest bytes per second that count as progress.
    package var lowestSpeed: Int
    /// How long the transfer may be slower than `lowestSpeed`.
    package var stallTimeout: Duration
    /// How many redirects are followed.
    package var maximumRedirects: Int
    /// A file of certificates to trust in place of the system's.
    package var certificateFile: String?
    /// Addresses to use in place of what a name is resolved to, each as `name:port:address`; for tests.
    var resolved: [String]

    /// The defaults, under this name: public addresses, 50 MiB, one minute.
    package init(userAgent: String) {
        self.userAgent = userAgent
        policy = .publicOnly
        maximumSize = 50 << 20
        totalTimeout = .seconds(60)
        connectTimeout = .seconds(15)
        lowestSpeed = 64
        stallTimeout = .seconds(20)
        maximumRedirects = 10
        certificateFile = nil
        resolved = []
    }

    /// The options of one request of a fetch for which this much time is left.
    func request(within time: Duration) -> HTTPClientOptions {
        var options = HTTPClientOptions(userAgent: userAgent)
        options.allowsPlainHTTP = true
        // Each redirect is a request of its own here: its address is checked as the first one was.
        options.maximumRedirects = 0
        options.connectTimeout = min(connectTimeout, time)
        options.totalTimeout = time
        options.lowestSpeed = lowestSpeed
        options.stallTimeout = stallTimeout
        // A proxy would make the connection in our place, and to wherever it likes.
        options.proxy = .none
        options.certificateFile = certificateFile
        return options
    }
}
