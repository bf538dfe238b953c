/// One file to be fetched if it has changed.
package struct HTTPDownload: Sendable {
    /// Where from: `https`, or `http` where the client allows it.
    package var url: String
    /// Where to; an unfinished download waits beside it as `<destination>.partial`.
    package var destination: String
    /// What the server said about the content that the caller has; `nil` to fetch it in any case.
    package var validators: HTTPValidators?
    /// The most bytes that the content may have.
    package var maximumSize: Int64

    /// A file to be fetched.
    package init(url: String, destination: String, validators: HTTPValidators? = nil, maximumSize: Int64 = 256 << 20) {
        self.url = url
        self.destination = destination
        self.validators = validators
        self.maximumSize = maximumSize
    }
}

/// By what a server recognises the content that the caller has.
package struct HTTPValidators: Hashable, Codable, Sendable {
    /// The `ETag`, with its quotes.
    package var entityTag: String?
    /// The `Last-Modified` time, as the server wrote it.
    package var lastModified: String?

    /// Validators as an earlier response had them.
    package init(entityTag: String? = nil, lastModified: String? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
    }

    /// What `If-Range` may hold: only what tells two contents apart byte by byte.
    var rangeValidator: String? {
        if let entityTag { return entityTag.hasPrefix("W/") ? nil : entityTag }
        return lastModified
    }
}

/// What came of a download.
package enum HTTPDownloadResult: Hashable, Sendable {
    /// The server says that the caller has the current content.
    case notModified
    /// The content is at the destination.
    case downloaded(HTTPDownloadedFile)
}

/// A file that has been fetched completely.
package struct HTTPDownloadedFile: Hashable, Sendable {
    /// Where it is.
    package let path: String
    /// What to ask with next time.
    package let validators: HTTPValidators
    /// Where it came from after all redirects; it may hold credentials.
    package let finalURL: String
    /// Its size in bytes.
    package let size: Int64
    /// How many of its bytes an earlier, unfinished download had fetched.
    package let resumedFrom: Int64
}
