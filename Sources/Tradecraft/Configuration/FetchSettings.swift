/// How documents are brought from the Web.
package struct FetchSettings: Hashable, Sendable {
    /// The key `fetch.allow`: hosts and networks that may be asked though they are not public.
    package var allow: [String] = []
    /// The key `fetch.size-limit`, in bytes.
    package var sizeLimit = 50_000_000
    /// The key `fetch.time-limit`.
    package var timeLimit: Duration = .seconds(60)
    /// The key `fetch.attempts`: how often a document is asked for before it is given up.
    package var attempts = 8

    /// The defaults.
    package init() {}
}
