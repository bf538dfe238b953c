package import HTTPFetch

/// How documents are brought from the Web.
package struct FetchSettings: Hashable, Sendable {
    /// The key `fetch.allow`: hosts and networks that may be asked though they are not public.
    package private(set) var allow: [String] = []
    /// What the key `fetch.allow` comes to.
    package private(set) var policy = AddressPolicy.publicOnly
    /// The key `fetch.size-limit`, in bytes.
    package var sizeLimit = 50_000_000
    /// The key `fetch.time-limit`.
    package var timeLimit: Duration = .seconds(60)
    /// The key `fetch.attempts`: how often a document is asked for before it is given up.
    package var attempts = 8

    /// The defaults.
    package init() {}

    /// Allows hosts and networks that are not public.
    ///
    /// - Parameter list: hosts, addresses and networks.
    /// - Throws: which of them cannot be read.
    package mutating func allow(_ list: [String]) throws(HTTPFetchError) {
        policy = try AddressPolicy(allowing: list)
        allow = list
    }
}
