import Testing

@testable import HTTPFetch

/// A fetcher that may connect to these addresses beside the public ones.
func fetcher(
    allowing list: [String],
    _ change: (inout DocumentFetchOptions) -> Void = { _ in }
) throws -> DocumentFetcher {
    var options = DocumentFetchOptions(userAgent: "fetch-tests/1")
    options.policy = try AddressPolicy(allowing: list)
    change(&options)
    return DocumentFetcher(options: options)
}

/// A fetcher that may connect to this server.
func fetcher(
    for server: LocalServer,
    _ change: (inout DocumentFetchOptions) -> Void = { _ in }
) throws -> DocumentFetcher {
    try fetcher(allowing: ["127.0.0.1:\(server.port)"], change)
}

/// The error that a fetch ends with; whatever it is, it must leave nothing behind.
func failure(
    _ fetcher: DocumentFetcher,
    _ address: String,
    _ folder: DownloadFolder,
    sourceLocation: SourceLocation = #_sourceLocation
) async -> HTTPFetchError? {
    do throws(HTTPFetchError) {
        let document = try await fetcher.fetch(address, to: folder.file)
        Issue.record("no error but \(document)", sourceLocation: sourceLocation)
        return nil
    } catch {
        #expect(folder.bytes() == nil, sourceLocation: sourceLocation)
        #expect(folder.bytes("file.partial") == nil, sourceLocation: sourceLocation)
        #expect(folder.bytes("file.partial.head") == nil, sourceLocation: sourceLocation)
        return error
    }
}

/// A response with its length.
func response(_ head: [String], _ body: [UInt8]) -> LocalServer.Answer {
    .send(head: head + ["Content-Length: \(body.count)"], body: body)
}

/// A redirect to `location`.
func redirect(_ location: String, status: Int = 302) -> LocalServer.Answer {
    response(["HTTP/1.1 \(status) Away", "Location: \(location)"], Array("away".utf8))
}
