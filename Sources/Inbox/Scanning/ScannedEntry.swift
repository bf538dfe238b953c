/// One entry that a scan saw, and what is to become of it.
package struct ScannedEntry: Hashable, Sendable {
    /// Where it is, from the inbox down.
    package let path: RelativePath
    /// Its state when it was seen.
    package let identity: FileIdentity
    /// What is to become of it.
    package let verdict: Verdict

    /// An entry made of its parts.
    package init(path: RelativePath, identity: FileIdentity, verdict: Verdict) {
        self.path = path
        self.identity = identity
        self.verdict = verdict
    }

    /// What is to become of an entry.
    package enum Verdict: Hashable, Sendable {
        /// A document, as soon as it has settled.
        case candidate
        /// Not a document and to be left alone; the pattern that says so.
        case ignored(pattern: String)
        /// A document that is not whole yet: the file that would say so is not there.
        case unfinished
        /// To be rejected, as soon as it has settled.
        case refused(Refusal)
    }
}

/// Why an entry of the inbox cannot be a document.
package enum Refusal: Hashable, Sendable, CustomStringConvertible {
    /// A symbolic link, which is never followed.
    case symbolicLink
    /// A named pipe.
    case pipe
    /// A socket.
    case socket
    /// A device.
    case device
    /// A folder below more folders than the limit.
    case tooDeep(limit: Int)
    /// A file larger than the limit, in bytes.
    case tooLarge(limit: Int64)
    /// A file that its permissions kept from being read for as long as it was waited for.
    case unreadable

    /// The refusal's name, as it stands in logs and reason files.
    package var code: String {
        switch self {
        case .symbolicLink: "symlink"
        case .pipe: "pipe"
        case .socket: "socket"
        case .device: "device"
        case .tooDeep: "tooDeep"
        case .tooLarge: "tooLarge"
        case .unreadable: "unreadable"
        }
    }

    /// One sentence for whoever dropped the entry.
    package var description: String {
        switch self {
        case .symbolicLink: "It is a symbolic link; drop the file itself."
        case .pipe: "It is a named pipe, not a file."
        case .socket: "It is a socket, not a file."
        case .device: "It is a device, not a file."
        case .tooDeep(let limit): "It lies below more than \(limit) folders."
        case .tooLarge(let limit): "It is larger than the limit of \(limit) bytes."
        case .unreadable: "Its permissions do not let Tradecraft read it; drop it again once they do."
        }
    }
}
