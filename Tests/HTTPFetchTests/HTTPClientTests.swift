import HTTPFetch
import Testing

@Suite(.timeLimit(.minutes(5))) struct HTTPClientTests {
    private static let content = [UInt8]((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })

    private func client(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> HTTPClient {
        var options = HTTPClientOptions(userAgent: "fetch-tests/1")
        options.allowsPlainHTTP = true
        options.proxy = .none
        change(&options)
        return HTTPClient(options: options)
    }

    /// The error that a download ends with.
    private func failure(
        _ client: HTTPClient,
        _ download: HTTPDownload,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> HTTPFetchError? {
        do throws(HTTPFetchError) {
            let result = try await client.download(download)
            Issue.record("no error but \(result)", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error
        }
    }

    /// A server that honours ranges and validators, whose first connection breaks after `breaksAfter` bytes.
    private func wellBehavedServer(breaksAfter: Int? = nil, tag: String = #""v1""#) throws -> LocalServer {
        let content = Self.content
        return try LocalServer { request, number in
            let validators = ["ETag: \(tag)", "Last-Modified: Wed, 01 Jul 2026 10:00:00 GMT"]
            if request.headers["if-none-match"] == tag {
                return .send(head: ["HTTP/1.1 304 Not Modified"] + validators, body: [])
            }
            var start = 0
            if let range = request.headers["range"], request.headers["if-range"] == tag {
                start = Int(range.dropFirst("bytes=".count).dropLast()) ?? 0
            }
            let rest = Array(content[start...])
            let length = "Content-Length: \(rest.count)"
            let head =
                start > 0
                ? [
                    "HTTP/1.1 206 Partial Content",
                    "Content-Range: bytes \(start)-\(content.count - 1)/\(content.count)", length,
                ]
                : ["HTTP/1.1 200 OK", length]
            let body = number == 1 && breaksAfter != nil ? Array(rest.prefix(breaksAfter ?? 0)) : rest
            return .send(head: head + validators, body: body)
        }
    }

    @Test func aFileIsFetchedToItsPlace() async throws {
        let server = try wellBehavedServer()
        let folder = try DownloadFolder()
        try folder.write("old")
        let result = try await client().download(HTTPDownload(url: server.url("/a?b"), destination: folder.file))
        guard case .downloaded(let file) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(file.size == 100_000)
        #expect(file.resumedFrom == 0)
        #expect(file.path == folder.file)
        #expect(file.finalURL == server.url("/a?b"))
        #expect(file.validators.entityTag == #""v1""#)
        #expect(file.validators.lastModified == "Wed, 01 Jul 2026 10:00:00 GMT")
        #expect(folder.bytes() == Self.content)
        #expect(folder.bytes("file.partial") == nil)
        #expect(folder.bytes("file.partial.head") == nil)
        #expect(server.requests[0].headers["user-agent"] == "fetch-tests/1")
        #expect(server.requests[0].headers["range"] == nil)
        #expect(server.requests[0].path == "/a?b")
    }

    @Test func whatHasNotChangedIsNotFetched() async throws {
        let server = try wellBehavedServer()
        let folder = try DownloadFolder()
        try folder.write("old")
        let validators = HTTPValidators(entityTag: #""v1""#, lastModified: "Wed, 01 Jul 2026 10:00:00 GMT")
        let download = HTTPDownload(url: server.url("/"), destination: folder.file, validators: validators)
        #expect(try await client().download(download) == .notModified)
        #expect(folder.bytes() == Array("old".utf8))
        #expect(folder.bytes("file.partial") == nil)
        #expect(server.requests[0].headers["if-modified-since"] == "Wed, 01 Jul 2026 10:00:00 GMT")
    }

    @Test func aTruncatedDownloadIsResumed() async throws {
        let server = try wellBehavedServer(breaksAfter: 30_000)
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        let error = await failure(client(), download)
        #expect(error?.code == .truncated)
        #expect(error?.isTransient == true)
        #expect(folder.bytes() == nil)
        let result = try await client().download(download)
        guard case .downloaded(let file) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(file.resumedFrom == 30_000)
        #expect(file.size == 100_000)
        #expect(folder.bytes() == Self.content)
        #expect(server.requests[1].headers["range"] == "bytes=30000-")
    }

    /// The content changed on the server between the two attempts, so that it answers 200 in place of 206.
    @Test func whatChangedMeanwhileIsFetchedFromTheBeginning() async throws {
        let server = try LocalServer { _, number in
            let body = Array(repeating: UInt8(ascii: number == 1 ? "a" : "b"), count: 1000)
            return .send(
                head: ["HTTP/1.1 200 OK", "Content-Length: \(number == 1 ? 2000 : 1000)", "ETag: \"v\(number)\""],
                body: body
            )
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        _ = await failure(client(), download)
        let result = try await client().download(download)
        guard case .downloaded(let file) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(server.requests[1].headers["if-range"] == #""v1""#)
        #expect(file.resumedFrom == 0)
        #expect(folder.bytes() == Array(repeating: UInt8(ascii: "b"), count: 1000))
    }

    /// Without a strong validator the server cannot vouch that the rest belongs to the beginning.
    @Test(arguments: [["ETag: W/\"v1\""], []])
    func withoutAStrongValidatorNothingIsResumed(_ validators: [String]) async throws {
        let server = try LocalServer { _, number in
            let body = Array(repeating: UInt8(ascii: "a"), count: number == 1 ? 500 : 1000)
            return .send(head: ["HTTP/1.1 200 OK", "Content-Length: 1000"] + validators, body: body)
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        _ = await failure(client(), download)
        _ = try await client().download(download)
        #expect(server.requests[1].headers["range"] == nil)
        #expect(folder.bytes()?.count == 1000)
    }

    @Test func aRefusedRangeIsFollowedByTheWholeFile() async throws {
        let server = try LocalServer { request, number in
            if request.headers["range"] != nil {
                return .send(head: ["HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */10"], body: [])
            }
            let body = Array(repeating: UInt8(ascii: "a"), count: number == 1 ? 500 : 10)
            let length = number == 1 ? 1000 : 10
            return .send(head: ["HTTP/1.1 200 OK", "Content-Length: \(length)", "ETag: \"v\""], body: body)
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        _ = await failure(client(), download)
        _ = try await client().download(download)
        #expect(server.requests.count == 3)
        #expect(folder.bytes() == Array("aaaaaaaaaa".utf8))
    }

    /// Another part than the one asked for must not be joined to what is there.
    @Test func anotherRangeThanAskedForIsABadResponse() async throws {
        let server = try LocalServer { request, _ in
            if request.headers["range"] != nil {
                let head = ["HTTP/1.1 206 Partial Content", "Content-Range: bytes 400-999/1000", "Content-Length: 600"]
                return .send(head: head, body: Array(repeating: 0x62, count: 600))
            }
            let body = Array(repeating: UInt8(ascii: "a"), count: 500)
            return .send(head: ["HTTP/1.1 200 OK", "Content-Length: 1000", "ETag: \"v\""], body: body)
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        _ = await failure(client(), download)
        #expect(await failure(client(), download)?.code == .badResponse)
        #expect(folder.bytes() == nil)
    }

    /// After a power cut a file may be as long as before and hold less: the boot that it belongs to is over.
    @Test func aPartOfAnEarlierBootIsNotResumed() async throws {
        let server = try wellBehavedServer()
        let folder = try DownloadFolder()
        try folder.write("garbage", to: "file.partial")
        try folder.write("\(server.url("/"))\n00000000-0000-0000-0000-000000000000\n\"v1\"\n", to: "file.partial.head")
        _ = try await client().download(HTTPDownload(url: server.url("/"), destination: folder.file))
        #expect(server.requests[0].headers["range"] == nil)
        #expect(folder.bytes() == Self.content)
    }

    @Test func aBodyThatIsTooLargeIsNotFetchedAtAll() async throws {
        let server = try wellBehavedServer()
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file, maximumSize: 99_999)
        let error = await failure(client(), download)
        #expect(error?.code == .tooLarge)
        #expect(error?.isTransient == false)
        #expect(folder.bytes() == nil)
        #expect(folder.bytes("file.partial") == nil)
        // The limit itself is allowed.
        let allowed = HTTPDownload(url: server.url("/"), destination: folder.file, maximumSize: 100_000)
        _ = try await client().download(allowed)
    }

    @Test func aBodyWithoutALengthIsCutAtTheLimit() async throws {
        let server = try LocalServer { _, _ in
            .sendForEver(head: ["HTTP/1.1 200 OK", "ETag: \"v\""], chunk: Array(repeating: 0x61, count: 10_000))
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file, maximumSize: 50_000)
        #expect(await failure(client(), download)?.code == .tooLarge)
        #expect(folder.bytes() == nil)
        #expect(folder.bytes("file.partial") == nil)
        #expect(folder.bytes("file.partial.head") == nil)
    }

    @Test func redirectsAreFollowedUpToTheLimit() async throws {
        let server = try LocalServer { request, _ in
            let step = Int(request.path.dropFirst()) ?? 0
            if step == 0 { return .send(head: ["HTTP/1.1 200 OK", "Content-Length: 2"], body: Array("ok".utf8)) }
            return .send(
                head: ["HTTP/1.1 302 Found", "Location: /\(step - 1)", "Content-Length: 4"],
                body: Array("away".utf8)
            )
        }
        let folder = try DownloadFolder()
        let result = try await client().download(HTTPDownload(url: server.url("/5"), destination: folder.file))
        guard case .downloaded(let file) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(file.finalURL == server.url("/0"))
        #expect(folder.bytes() == Array("ok".utf8))
        let error = await failure(client(), HTTPDownload(url: server.url("/6"), destination: folder.file))
        #expect(error?.code == .tooManyRedirects)
        #expect(error?.isTransient == false)
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x"])
    func aRedirectToAnotherProtocolIsRefused(_ target: String) async throws {
        let server = try LocalServer { _, _ in
            .send(head: ["HTTP/1.1 302 Found", "Location: \(target)", "Content-Length: 0"], body: [])
        }
        let folder = try DownloadFolder()
        let error = await failure(client(), HTTPDownload(url: server.url("/"), destination: folder.file))
        #expect(error?.code == .protocolRefused)
        #expect(folder.bytes() == nil)
    }

    @Test func otherProtocolsAndPlainHTTPAreRefused() async throws {
        let folder = try DownloadFolder()
        for url in ["file:///etc/passwd", "ftp://127.0.0.1/x"] {
            #expect(await failure(client(), HTTPDownload(url: url, destination: folder.file))?.code == .protocolRefused)
        }
        let strict = client { $0.allowsPlainHTTP = false }
        let error = await failure(strict, HTTPDownload(url: "http://127.0.0.1:1/", destination: folder.file))
        #expect(error?.code == .protocolRefused)
        #expect(error?.isTransient == false)
    }

    @Test func aServerThatSpeaksNoTLSIsNotTrusted() async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK"], body: []) }
        let folder = try DownloadFolder()
        let url = "https://127.0.0.1:\(server.port)/"
        let error = await failure(client(), HTTPDownload(url: url, destination: folder.file))
        #expect(error?.code == .notTrusted)
        #expect(error?.isTransient == false)
        #expect(folder.bytes() == nil)
    }

    @Test func aBusyServerSaysWhenToComeBack() async throws {
        let server = try LocalServer { _, _ in
            .send(head: ["HTTP/1.1 503 Busy", "Retry-After: 17", "Content-Length: 4"], body: Array("busy".utf8))
        }
        let folder = try DownloadFolder()
        let error = await failure(client(), HTTPDownload(url: server.url("/"), destination: folder.file))
        #expect(error?.code == .serverUnavailable)
        #expect(error?.status == 503)
        #expect(error?.retryAfter == .seconds(17))
        #expect(error?.isTransient == true)
        #expect(folder.bytes() == nil)
    }

    @Test(arguments: [(404, false), (403, false), (429, true), (500, true), (408, true), (304, true)])
    func aStatusDecidesWhetherToRetry(_ status: Int, _ isTransient: Bool) async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 \(status) X", "Content-Length: 0"], body: []) }
        let folder = try DownloadFolder()
        try folder.write("old")
        let error = await failure(client(), HTTPDownload(url: server.url("/"), destination: folder.file))
        #expect(error?.status == status)
        #expect(error?.isTransient == isTransient)
        #expect(folder.bytes() == Array("old".utf8))
    }

    @Test func aStalledServerTimesOutAndTheNextAttemptResumes() async throws {
        let server = try LocalServer { request, _ in
            if request.headers["range"] == "bytes=500-" {
                let head = ["HTTP/1.1 206 Partial Content", "Content-Range: bytes 500-999/1000", "Content-Length: 500"]
                return .send(head: head, body: Array(repeating: 0x62, count: 500))
            }
            let head = ["HTTP/1.1 200 OK", "Content-Length: 1000", "ETag: \"v\""]
            return .hang(head: head, body: Array(repeating: 0x61, count: 500))
        }
        let folder = try DownloadFolder()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        let error = await failure(client { $0.totalTimeout = .milliseconds(300) }, download)
        #expect(error?.code == .timedOut)
        #expect(error?.isTransient == true)
        _ = try await client().download(download)
        #expect(folder.bytes() == Array(repeating: 0x61, count: 500) + Array(repeating: 0x62, count: 500))
    }

    @Test func noServerIsATransientError() async throws {
        let folder = try DownloadFolder()
        // Port 1 on the loopback: nothing listens there.
        let error = await failure(client(), HTTPDownload(url: "http://127.0.0.1:1/", destination: folder.file))
        #expect(error?.code == .notConnected)
        #expect(error?.isTransient == true)
    }

    @Test func cancellingEndsTheTransferAtOnce() async throws {
        let (started, announce) = AsyncStream.makeStream(of: Void.self)
        let server = try LocalServer { _, _ in
            announce.yield()
            return .hang(head: ["HTTP/1.1 200 OK", "Content-Length: 1000"], body: [])
        }
        let folder = try DownloadFolder()
        let client = client()
        let download = HTTPDownload(url: server.url("/"), destination: folder.file)
        let clock = ContinuousClock()
        let task = Task { await failure(client, download) }
        for await _ in started { break }
        let before = clock.now
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.isTransient == false)
        #expect(before.duration(to: clock.now) < .seconds(5))
    }

    @Test func aPlaceThatCannotBeWrittenIsAnErrorOfItsOwn() async throws {
        let server = try wellBehavedServer()
        let error = await failure(client(), HTTPDownload(url: server.url("/"), destination: "/proc/no/file"))
        #expect(error?.code == .notWritten)
        #expect(error?.systemError != 0)
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        ("https://user:p@ss@example.org/a?token=1#x", "https://example.org/a?..."),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("http://example.org/a@b", "http://example.org/a@b"),
        ("not a url", "not a url"),
        ("https://u@example.org", "https://example.org"),
    ])
    func anErrorShowsNoCredentials(_ url: String, _ shown: String) {
        #expect(RedactedURL.text(url) == shown)
    }

    @Test func anEmptyFileIsFetchedToo() async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK", "Content-Length: 0"], body: []) }
        let folder = try DownloadFolder()
        _ = try await client().download(HTTPDownload(url: server.url("/"), destination: folder.file))
        #expect(folder.bytes() == [])
    }
}
