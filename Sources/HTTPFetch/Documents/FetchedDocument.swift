/// A document that has been fetched completely.
package struct FetchedDocument: Hashable, Sendable {
    /// The file that it is in.
    package let path: String
    /// What was asked for.
    package let address: WebAddress
    /// Where it came from, after all redirects.
    package let finalAddress: WebAddress
    /// How many redirects led there.
    package let redirects: Int
    /// The HTTP status of the response.
    package let status: Int
    /// How many bytes the file has.
    package let size: Int64
    /// What the server says it is, say `text/html`, in lower case and without parameters.
    package let contentType: String?
    /// The characters' encoding, if the server names one, in lower case.
    package let charset: String?
    /// When it was last changed, in seconds since 1970, if the server says so.
    package let lastModified: Int64?
    /// A name for it that is safe for a file: no path, nothing invisible, at most 150 bytes.
    package let suggestedName: String
}
