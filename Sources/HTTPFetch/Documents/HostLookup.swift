import Glibc

/// Why a name could not be resolved, which libcurl does not say.
enum HostLookup {
    /// Whether the answer is that there is no such host, not that nobody answered.
    ///
    /// It blocks for as long as the answer takes.
    static func isUnknown(_ host: String) -> Bool {
        var found: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, nil, &found)
        if let found { freeaddrinfo(found) }
        return status == EAI_NONAME
    }
}
