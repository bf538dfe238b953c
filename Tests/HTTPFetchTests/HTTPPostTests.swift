import Testing

@testable import HTTPFetch

/// Posting a message, to servers that take it and to others.
@Suite(.timeLimit(.minutes(6))) struct HTTPPostTests {
    private func client(_ change: (inout HTTPClientOptions) -> Void = { _ in }) -> HTTPClient {
        var options = HTTPClientOptions(userAgent: "post-tests/1")
        options.allowsPlainHTTP = true
        options.proxy = .none
        change(&options)
        return HTTPClient(options: options)
    }

    private func failure(_ client: HTTPClient, _ url: String) async -> HTTPFetchError? {
        do throws(HTTPFetchError) {
            let status = try await client.post(HTTPPost(url: url, body: "message"))
            Issue.record("no error but status \(status)")
            return nil
        } catch {
            return error
        }
    }

    @Test func theMessageArrivesWithItsHeadersAndByteForByte() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 202 Accepted"], []) }
        let body = "{\"name\":\"Grüße\"}" + String(repeating: "x", count: 100_000)
        let post = HTTPPost(url: server.url("/hook?key=1"), body: body, headers: ["Content-Type: application/json"])
        #expect(try await client().post(post) == 202)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.path == "/hook?key=1")
        #expect(request.headers["content-type"] == "application/json" && request.headers["expect"] == nil)
        #expect(String(decoding: request.body, as: UTF8.self) == body)
    }

    /// A server that could send alerts elsewhere would be told by whom it likes.
    @Test func aRedirectIsNotFollowed() async throws {
        let server = try LocalServer { _, _ in redirect("/elsewhere", status: 307) }
        let error = await failure(client(), server.url("/hook"))
        #expect(error?.code == .refused && error?.status == 307)
        #expect(server.requests.map(\.path) == ["/hook"])
    }

    @Test(arguments: [(503, true), (429, true), (404, false), (401, false)])
    func aStatusThatIsNoSuccessIsAnErrorThatSaysWhetherToTryAgain(status: Int, isTransient: Bool) async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 \(status) No", "Retry-After: 7"], [1, 2]) }
        let error = await failure(client(), server.url("/"))
        #expect(error?.status == status && error?.isTransient == isTransient && error?.retryAfter == .seconds(7))
    }

    @Test func aServerThatNeverAnswersEndsInTime() async throws {
        let server = try LocalServer { _, _ in .hang(head: ["HTTP/1.1 100 Continue"], body: []) }
        let client = client { options in options.totalTimeout = .milliseconds(100) }
        #expect(await failure(client, server.url("/"))?.code == .timedOut)
    }

    @Test func plainHTTPIsRefusedUnlessItIsAllowed() async throws {
        let server = try LocalServer { _, _ in response(["HTTP/1.1 200 OK"], []) }
        let error = await failure(client { $0.allowsPlainHTTP = false }, server.url("/"))
        #expect(error?.code == .protocolRefused && server.requests.isEmpty)
    }
}
