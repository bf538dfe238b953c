import Glibc
import Testing

@testable import HTTPFetch

@Suite(.timeLimit(.minutes(5))) struct DocumentFetcherTests {
    private static let text = Array("a threat report".utf8)

    @Test func aDocumentIsFetchedWithWhatTheServerSaysOfIt() async throws {
        let server = try LocalServer { request, _ in
            if request.path == "/first?token=1" { return redirect("/second/report", status: 301) }
            return response(
                [
                    "HTTP/1.1 200 OK", "Content-Type: Text/Plain; charset=UTF-8",
                    "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT",
                ],
                Self.text
            )
        }
        let folder = try DownloadFolder()
        try folder.write("old")
        let document = try await fetcher(for: server).fetch(" \(server.url("/first?token=1#part")) ", to: folder.file)
        #expect(folder.bytes() == Self.text)
        #expect(folder.bytes("file.partial") == nil)
        #expect(document.path == folder.file)
        #expect(document.address.text == server.url("/first?token=1"))
        #expect(document.finalAddress.text == server.url("/second/report"))
        #expect(document.redirects == 1)
        #expect(document.status == 200)
        #expect(document.size == Int64(Self.text.count))
        #expect(document.contentType == "text/plain")
        #expect(document.charset == "utf-8")
        #expect(document.lastModified == 784_111_777)
        #expect(document.suggestedName == "report.txt")
        let headers = server.requests[1].headers
        #expect(headers["user-agent"] == "fetch-tests/1")
        #expect(headers["referer"] == nil)
        #expect(headers["cookie"] == nil)
        #expect(headers["range"] == nil)
        #expect(headers["accept-encoding"]?.contains("gzip") == true)
    }

    @Test func aServerMayNameTheFileInAnyEncoding() async throws {
        let server = try LocalServer { _, _ in
            response(
                ["HTTP/1.1 200 OK", "Content-Disposition: attachment; filename=\"../../Bericht ü.pdf\""],
                Self.text
            )
        }
        let folder = try DownloadFolder()
        #expect(try await fetcher(for: server).fetch(server.url("/"), to: folder.file).suggestedName == "Bericht ü.pdf")
    }

    @Test func anInternationalNameIsAskedForInItsASCIIForm() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK"], Self.text) }
        let folder = try DownloadFolder()
        let fetcher = try fetcher(for: server) { options in
            options.resolved = ["xn--bcher-kva.example:\(server.port):127.0.0.1"]
        }
        _ = try await fetcher.fetch("http://Bücher.example:\(server.port)/ü", to: folder.file)
        #expect(server.requests[0].headers["host"] == "xn--bcher-kva.example:\(server.port)")
        #expect(server.requests[0].path == "/%c3%bc")
    }

    @Test func anEmptyDocumentIsFetchedToo() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK"], []) }
        let folder = try DownloadFolder()
        #expect(try await fetcher(for: server).fetch(server.url("/"), to: folder.file).size == 0)
        #expect(folder.bytes() == [])
    }

    /// What an earlier process left behind when it was killed is no part of the document.
    @Test func aPartOfAnEarlierFetchIsNotUsed() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK", "ETag: \"v\""], Self.text) }
        let folder = try DownloadFolder()
        try folder.write("left behind, and longer than the document is", to: "file.partial")
        _ = try await fetcher(for: server).fetch(server.url("/"), to: folder.file)
        #expect(folder.bytes() == Self.text)
        #expect(folder.bytes("file.partial.head") == nil)
    }

    // MARK: Redirects

    @Test func redirectsAreCounted() async throws {
        let server = try LocalServer { request, _ in
            let step = Int(request.path.dropFirst()) ?? 0
            return step == 0 ? response(["HTTP/1.1 200 OK"], Self.text) : redirect("\(step - 1)")
        }
        let folder = try DownloadFolder()
        #expect(try await fetcher(for: server).fetch(server.url("/10"), to: folder.file).redirects == 10)
        let second = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/11"), second)
        #expect(error?.code == .tooManyRedirects)
        #expect(error?.isTransient == false)
        #expect(server.requests.count == 22)
    }

    @Test func aCircleOfRedirectsEnds() async throws {
        let server = try LocalServer { request, _ in redirect(request.path == "/a" ? "/b" : "/a") }
        let folder = try DownloadFolder()
        #expect(await failure(try fetcher(for: server), server.url("/a"), folder)?.code == .tooManyRedirects)
    }

    @Test func theBodyOfARedirectIsNotWaitedFor() async throws {
        let server = try LocalServer { request, _ in
            if request.path == "/b" { return response(["HTTP/1.1 200 OK"], Self.text) }
            return .sendForEver(head: ["HTTP/1.1 307 Away", "Location: /b"], chunk: Self.text)
        }
        let folder = try DownloadFolder()
        _ = try await fetcher(for: server).fetch(server.url("/a"), to: folder.file)
        #expect(folder.bytes() == Self.text)
    }

    /// Credentials go to the host for which they were given.
    @Test func credentialsAreNotPassedOnByARedirect() async throws {
        let target = try LocalServer { _, _ in response(["HTTP/1.1 200 OK"], Self.text) }
        let server = try LocalServer { _, _ in redirect(target.url("/")) }
        let folder = try DownloadFolder()
        let fetcher = try fetcher(allowing: ["127.0.0.1"])
        _ = try await fetcher.fetch("http://user:word@127.0.0.1:\(server.port)/", to: folder.file)
        #expect(server.requests[0].headers["authorization"] == "Basic dXNlcjp3b3Jk")
        #expect(target.requests[0].headers["authorization"] == nil)
    }

    // MARK: Sizes

    @Test func whatIsAnnouncedAsTooLargeIsNotFetched() async throws {
        let server = try LocalServer { _, _ in
            .hang(head: ["HTTP/1.1 200 OK", "Content-Length: 1001"], body: [])
        }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server) { $0.maximumSize = 1000 }, server.url("/"), folder)
        #expect(error?.code == .tooLarge)
        #expect(error?.isTransient == false)
        #expect(error?.reason?.contains("1001") == true)
    }

    @Test func whatIsNotAnnouncedIsCutAtTheLimit() async throws {
        let server = try LocalServer { _, _ in .sendForEver(head: ["HTTP/1.1 200 OK"], chunk: Self.text) }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server) { $0.maximumSize = 1000 }, server.url("/"), folder)
        #expect(error?.code == .tooLarge)
    }

    @Test func theLimitItselfIsAllowed() async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK"], body: Self.text) }
        let folder = try DownloadFolder()
        let exact = try fetcher(for: server) { $0.maximumSize = Int64(Self.text.count) }
        #expect(try await exact.fetch(server.url("/"), to: folder.file).size == 15)
        let second = try DownloadFolder()
        let less = try fetcher(for: server) { $0.maximumSize = Int64(Self.text.count - 1) }
        #expect(await failure(less, server.url("/"), second)?.code == .tooLarge)
    }

    @Test func aBodyThatBreaksOffIsNoDocument() async throws {
        let server = try LocalServer { _, _ in
            .send(head: ["HTTP/1.1 200 OK", "Content-Length: 1000", "ETag: \"v\""], body: Self.text)
        }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/"), folder)
        #expect(error?.code == .truncated)
        #expect(error?.isTransient == true)
    }

    // MARK: Compression

    @Test func aCompressedBodyIsUnpacked() async throws {
        let server = try LocalServer { _, _ in
            response(["HTTP/1.1 200 OK", "Content-Encoding: gzip"], Deflated.hello)
        }
        let folder = try DownloadFolder()
        #expect(try await fetcher(for: server).fetch(server.url("/"), to: folder.file).size == 10)
        #expect(folder.bytes() == Array("hello gzip".utf8))
    }

    @Test func aBombIsStoppedByTheLimit() async throws {
        let bomb = Deflated.zeros(20 << 20)
        #expect(bomb.count < 200_000)
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK", "Content-Encoding: gzip"], bomb) }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server) { $0.maximumSize = 1 << 20 }, server.url("/"), folder)
        #expect(error?.code == .tooLarge)
    }

    /// Compressed data that unpack to nothing at all count as they are sent.
    @Test func endlessDataThatUnpackToNothingAreStopped() async throws {
        let server = try LocalServer { _, _ in
            .sendForEver(head: ["HTTP/1.1 200 OK", "Content-Encoding: deflate"], chunk: Deflated.nothing)
        }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server) { $0.maximumSize = 1 << 20 }, server.url("/"), folder)
        #expect(error?.code == .tooLarge, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ["Content-Encoding: gzip, gzip"], ["Content-Encoding: gzip", "Content-Encoding: br"],
        ["Content-Encoding: gzip", "Transfer-Encoding: gzip, chunked"],
    ])
    func aBodyIsUnpackedOnlyOnce(_ headers: [String]) async throws {
        let server = try LocalServer { _, _ in .send(head: ["HTTP/1.1 200 OK"] + headers, body: Deflated.hello) }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/"), folder)
        #expect(error?.code == .badResponse)
        #expect(error?.reason?.contains("more than once") == true)
    }

    @Test func damagedCompressionIsABadResponse() async throws {
        let server = try LocalServer { _, _ in
            response(["HTTP/1.1 200 OK", "Content-Encoding: gzip"], Array(Deflated.hello.reversed()))
        }
        let folder = try DownloadFolder()
        #expect(await failure(try fetcher(for: server), server.url("/"), folder)?.code == .badResponse)
    }

    // MARK: Heads

    @Test func aHeadWithoutAnEndIsStopped() async throws {
        let line = Array("X-More: \(String(repeating: "x", count: 1000))\r\n".utf8)
        let server = try LocalServer { _, _ in .sendRaw(forEver: line, after: Array("HTTP/1.1 200 OK\r\n".utf8)) }
        let folder = try DownloadFolder()
        #expect(await failure(try fetcher(for: server), server.url("/"), folder)?.code == .badResponse)
    }

    @Test func informationWithoutAnEndIsStopped() async throws {
        let hint = Array("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".utf8)
        let server = try LocalServer { _, _ in .sendRaw(forEver: hint, after: []) }
        let folder = try DownloadFolder()
        #expect(await failure(try fetcher(for: server), server.url("/"), folder)?.code == .badResponse)
    }

    @Test func informationBeforeTheResponseIsPassedOver() async throws {
        let raw = "HTTP/1.1 103 Early Hints\r\nLocation: /b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        let server = try LocalServer { _, _ in .sendRaw(forEver: [], after: Array(raw.utf8)) }
        let folder = try DownloadFolder()
        _ = try await fetcher(for: server).fetch(server.url("/"), to: folder.file)
        #expect(folder.bytes() == Array("ok".utf8))
    }

    /// Trailers cannot make another response of the one that has been read.
    @Test func whatFollowsTheBodyChangesNothing() async throws {
        let raw =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n2\r\nok\r\n0\r\n"
            + "Content-Type: text/html\r\nContent-Disposition: attachment; filename=x.exe\r\n\r\n"
        let server = try LocalServer { _, _ in .sendRaw(forEver: [], after: Array(raw.utf8)) }
        let folder = try DownloadFolder()
        let document = try await fetcher(for: server).fetch(server.url("/a"), to: folder.file)
        #expect(document.contentType == "text/plain")
        #expect(document.suggestedName == "a.txt")
        #expect(folder.bytes() == Array("ok".utf8))
    }

    // MARK: Failures

    @Test(arguments: [
        (401, "refused", false), (403, "refused", false), (404, "refused", false), (410, "refused", false),
        (408, "serverUnavailable", true), (425, "serverUnavailable", true), (429, "serverUnavailable", true),
        (500, "serverUnavailable", true), (501, "refused", false), (502, "serverUnavailable", true),
        (503, "serverUnavailable", true), (504, "serverUnavailable", true), (505, "refused", false),
        (522, "serverUnavailable", true), (204, "badResponse", true), (206, "badResponse", true),
        (304, "badResponse", true), (302, "badResponse", true), (300, "badResponse", true),
    ])
    func aStatusDecidesWhetherToRetry(_ status: Int, _ code: String, _ isTransient: Bool) async throws {
        let server = try LocalServer { _, _ in
            .hang(head: ["HTTP/1.1 \(status) X", "Retry-After: 7", "Content-Type: text/html"], body: Self.text)
        }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/"), folder)
        #expect(error?.status == status)
        #expect(error?.code.description == code)
        #expect(error?.isTransient == isTransient)
        #expect(error?.retryAfter == .seconds(7))
    }

    @Test func aServerThatSaysNothingTimesOut() async throws {
        let server = try LocalServer { _, _ in .hang(head: ["HTTP/1.1 200 OK", "Content-Length: 9"], body: [0x61]) }
        let folder = try DownloadFolder()
        let error = await failure(
            try fetcher(for: server) { $0.totalTimeout = .milliseconds(300) },
            server.url("/"),
            folder
        )
        #expect(error?.code == .timedOut)
        #expect(error?.isTransient == true)
    }

    @Test func aServerThatIsTooSlowTimesOut() async throws {
        let server = try LocalServer { _, _ in .hang(head: ["HTTP/1.1 200 OK", "Content-Length: 9"], body: [0x61]) }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server) { $0.stallTimeout = .seconds(1) }, server.url("/"), folder)
        #expect(error?.code == .timedOut)
    }

    /// The time is the whole fetch's: redirects do not begin it anew.
    @Test func redirectsShareTheTime() async throws {
        let server = try LocalServer { _, _ in
            usleep(150_000)
            return redirect("/again")
        }
        let folder = try DownloadFolder()
        let error = await failure(
            try fetcher(for: server) {
                $0.totalTimeout = .milliseconds(400)
                $0.maximumRedirects = 1000
            },
            server.url("/"),
            folder
        )
        #expect(error?.code == .timedOut)
        #expect(server.requests.count <= 4)
    }

    @Test func noServerIsATransientError() async throws {
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(allowing: ["127.0.0.1"]), "http://127.0.0.1:1/", folder)
        #expect(error?.code == .notConnected)
        #expect(error?.isTransient == true)
    }

    /// "invalid" is no host's name and never will be; a machine without a network cannot know.
    @Test func aNameThatNobodyHasIsNoPassingFailure() async throws {
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(allowing: []), "http://no-such-host.invalid/", folder)
        #expect(error?.code == .unknownHost || error?.code == .notResolved)
        #expect(error?.isTransient == (error?.code == .notResolved))
    }

    @Test func aConnectionThatBreaksIsATransientError() async throws {
        let server = try LocalServer { _, _ in .sendRaw(forEver: [], after: []) }
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/"), folder)
        #expect(error?.code == .connectionLost)
        #expect(error?.isTransient == true)
    }

    @Test func cancellingEndsTheFetchAtOnce() async throws {
        let (started, announce) = AsyncStream.makeStream(of: Void.self)
        let server = try LocalServer { _, _ in
            announce.yield()
            return .hang(head: ["HTTP/1.1 200 OK", "Content-Length: 1000"], body: Self.text)
        }
        let folder = try DownloadFolder()
        let fetcher = try fetcher(for: server)
        let address = server.url("/")
        let task = Task { await failure(fetcher, address, folder) }
        for await _ in started { break }
        let before = ContinuousClock.now
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
        #expect(error?.isTransient == false)
        #expect(before.duration(to: .now) < .seconds(5))
    }

    @Test func aPlaceThatCannotBeWrittenIsAnErrorOfItsOwn() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK"], Self.text) }
        let error = await #expect(throws: HTTPFetchError.self) {
            try await fetcher(for: server).fetch(server.url("/"), to: "/proc/no/file")
        }
        #expect(error?.code == .notWritten)
    }

    @Test func errorsShowNoSecrets() async throws {
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(allowing: []), "http://user:word@127.0.0.1/a?token=1", folder)
        #expect(error?.url == "http://127.0.0.1/a?...")
        #expect(error?.description.contains("word") == false)
    }
}
