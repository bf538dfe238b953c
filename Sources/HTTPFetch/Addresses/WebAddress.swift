import CCurl
import Glibc

/// An address of a document on the web, `http` or `https`, as libcurl itself reads it.
///
/// It is in the form in which it is sent: the host in ASCII, what may not stand in an address escaped, no fragment.
package struct WebAddress: Hashable, Sendable {
    /// The whole address; it may hold credentials.
    package let text: String
    /// The host in lower case, without a dot at its end or an IPv6 address's brackets.
    package let host: String
    /// Whether the connection is encrypted.
    package let isSecure: Bool
    /// The path, with its escapes; never empty.
    let path: String

    /// The most bytes that an address may have.
    package static let maximumLength = 8192

    /// Reads an address as somebody typed or pasted it.
    ///
    /// - Throws: `badURL` or `protocolRefused`, with what is wrong.
    package init(_ text: String) throws(HTTPFetchError) {
        let trimmed = String(text.trimmed)
        let scheme = trimmed.lowercased().prefix { $0 != ":" && $0 != "/" }
        guard trimmed.dropFirst(scheme.count).hasPrefix("://") else {
            throw Self.failure(trimmed, "expected an address that begins with https:// or http://")
        }
        guard !scheme.hasPrefix("hxxp") else {
            throw Self.failure(trimmed, "it was made unclickable, so it is not fetched")
        }
        guard scheme == "http" || scheme == "https" else { throw Self.refusedScheme(trimmed) }
        try self.init(trimmed, relativeTo: nil)
    }

    /// Reads where a response from `base` points to.
    init(_ location: String, from base: WebAddress) throws(HTTPFetchError) {
        try self.init(String(location.trimmed), relativeTo: base)
    }

    private init(_ text: String, relativeTo base: WebAddress?) throws(HTTPFetchError) {
        try Self.checkCharacters(text)
        guard let parts = curl_url() else { throw HTTPFetchError(.other, during: "start libcurl", url: text) }
        defer { curl_url_cleanup(parts) }
        if let base { try Self.set(parts, base.text) }
        try Self.set(parts, text)
        // libcurl converts names from the locale's encoding, and a program that sets no locale has none but ASCII.
        let whole = Self.inUTF8 { Self.get(parts, CURLUPART_URL, flags: ccurl_ascii_host_flag()) }
        guard let whole, whole.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Self.failure(text, "the host's name has no form that the network understands")
        }
        // Once more: the name may have become an address (１２７.0.0.1).
        try Self.set(parts, whole)
        guard curl_url_set(parts, CURLUPART_FRAGMENT, nil, 0) == CURLUE_OK,
            let scheme = Self.get(parts, CURLUPART_SCHEME), scheme == "http" || scheme == "https"
        else { throw Self.refusedScheme(text) }
        guard let host = Self.get(parts, CURLUPART_HOST), let final = Self.get(parts, CURLUPART_URL),
            let path = Self.get(parts, CURLUPART_PATH)
        else { throw Self.failure(text, "it names no host") }
        guard final.utf8.count <= Self.maximumLength else { throw Self.tooLong(final) }
        self.text = final
        self.path = path
        isSecure = scheme == "https"
        self.host = Self.plain(host)
        guard !self.host.isEmpty else { throw Self.failure(text, "it names no host") }
    }

    /// The address as it may be shown and logged: without credentials and query.
    package var shown: String { RedactedURL.text(text) }

    /// A safe name for a file that is fetched from here, when the server does not say a better one.
    package var suggestedName: String { DocumentName.suggested(by: nil, address: self, type: nil) }

    private static func checkCharacters(_ text: String) throws(HTTPFetchError) {
        guard text.utf8.count <= maximumLength else { throw tooLong(text) }
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .spaceSeparator, .lineSeparator, .paragraphSeparator:
                throw failure(text, "it holds a blank")
            case .control, .format:
                throw failure(text, "it holds a character that cannot be seen")
            default:
                // Programs do not agree on what it means, and who is asked must not depend on the program.
                if scalar == "\\" { throw failure(text, "it holds a backslash") }
            }
        }
    }

    private static func set(_ parts: OpaquePointer, _ text: String) throws(HTTPFetchError) {
        let status = curl_url_set(parts, CURLUPART_URL, text, UInt32(CURLU_URLENCODE))
        guard status != CURLUE_UNSUPPORTED_SCHEME else { throw refusedScheme(text) }
        guard status == CURLUE_OK else { throw failure(text, String(cString: curl_url_strerror(status))) }
    }

    private static func get(_ parts: OpaquePointer, _ part: CURLUPart, flags: UInt32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard curl_url_get(parts, part, &text, flags) == CURLUE_OK, let text else { return nil }
        defer { curl_free(text) }
        return String(cString: text)
    }

    /// Runs `body` with UTF-8 as this thread's encoding.
    private static func inUTF8<Value>(_ body: () -> Value) -> Value {
        guard let utf8 = newlocale(Int32(LC_CTYPE_MASK), "C.UTF-8", nil) else { return body() }
        let before = uselocale(utf8)
        defer {
            uselocale(before)
            freelocale(utf8)
        }
        return body()
    }

    private static func plain(_ host: String) -> String {
        var name = host.lowercased()[...]
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        if name.hasSuffix(".") { name = name.dropLast() }
        return String(name)
    }

    private static func failure(_ text: String, _ reason: String) -> HTTPFetchError {
        HTTPFetchError(.badURL, during: "read the address", url: text, reason: reason)
    }

    private static func tooLong(_ text: String) -> HTTPFetchError {
        failure(text, "it is longer than \(maximumLength) bytes")
    }

    private static func refusedScheme(_ text: String) -> HTTPFetchError {
        HTTPFetchError(
            .protocolRefused,
            during: "read the address",
            url: text,
            reason: "only https:// and http:// are fetched"
        )
    }
}
