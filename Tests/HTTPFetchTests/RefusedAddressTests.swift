import Testing

@testable import HTTPFetch

@Suite(.timeLimit(.minutes(5))) struct RefusedAddressTests {
    private func server() throws -> LocalServer {
        try LocalServer { request, _ in
            if request.path.hasPrefix("/to?") { return redirect(String(request.path.dropFirst(4))) }
            return response(["HTTP/1.1 200 OK"], Array("secret".utf8))
        }
    }

    /// Whatever way to write or to name the machine itself: nothing is connected to.
    @Test(arguments: [
        "127.0.0.1", "localhost", "LOCALHOST", "x.localhost", "0x7f000001", "2130706433", "127.1", "0177.0.0.1",
        "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "0.0.0.0", "0",
        "[::]", "%31%32%37.0.0.1", "１２７.０.０.１", "127.0.0.2", "u:p@127.0.0.1",
    ])
    func theMachineItselfIsRefused(_ host: String) async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(allowing: []), "http://\(host):\(server.port)/", folder)
        #expect(error?.code == .refusedAddress, "\(error?.description ?? "")")
        #expect(error?.isTransient == false)
        #expect(error?.reason?.contains("not on the list") == true)
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        ("10.0.0.5", "10.0.0.5 is a private address"), ("169.254.169.254", "169.254.169.254 is a link-local address"),
        ("[fd00::1]", "fd00::1 is a private address"), ("100.100.100.200", "shared inside a provider's network"),
    ])
    func theErrorNamesTheAddressAndItsKind(_ host: String, _ words: String) async throws {
        let folder = try DownloadFolder()
        for scheme in ["http", "https"] {
            let error = await failure(try fetcher(allowing: []), "\(scheme)://\(host)/", folder)
            #expect(error?.code == .refusedAddress)
            #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
        }
    }

    /// A name that anybody may own is resolved to the machine itself.
    @Test func whatANameIsResolvedToCounts() async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let address = "http://rebinding.example:\(server.port)/"
        let line = "rebinding.example:\(server.port):127.0.0.1"
        let strict = try fetcher(allowing: []) { $0.resolved = [line] }
        let error = await failure(strict, address, folder)
        #expect(error?.code == .refusedAddress)
        #expect(error?.reason?.contains("127.0.0.1 is a loopback address") == true)
        #expect(server.requests.isEmpty)
        // A name that is listed may have any address, and only that name.
        let other = try fetcher(allowing: ["example", "other.example"]) { $0.resolved = [line] }
        #expect(await failure(other, address, folder)?.code == .refusedAddress)
        let listed = try fetcher(allowing: ["rebinding.example"]) { $0.resolved = [line] }
        _ = try await listed.fetch(address, to: folder.file)
        #expect(folder.bytes() == Array("secret".utf8))
    }

    /// Of several addresses of a name those that are refused are passed over.
    @Test func anotherAddressOfTheNameIsTried() async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let fetcher = try fetcher(for: server) { options in
            options.resolved = ["several.example:\(server.port):10.0.0.1,127.0.0.1"]
        }
        _ = try await fetcher.fetch("http://several.example:\(server.port)/", to: folder.file)
        #expect(folder.bytes() == Array("secret".utf8))
    }

    @Test(arguments: [
        "http://127.0.0.2:%/", "http://[::1]:%/", "//0x7f000002:%/", "http://127.0.0.1:1/",
        "http://10.0.0.1/", "https://169.254.169.254/latest/", "http://rebinding.example:%/",
    ])
    func aRedirectToARefusedAddressIsNotFollowed(_ target: String) async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let location = target.split(separator: "%").joined(separator: "\(server.port)")
        let fetcher = try fetcher(for: server) { options in
            options.resolved = ["rebinding.example:\(server.port):127.0.0.2"]
        }
        let error = await failure(fetcher, server.url("/to?\(location)"), folder)
        #expect(error?.code == .refusedAddress, "\(error?.description ?? "")")
        #expect(server.requests.count == 1)
    }

    /// What allows the first host does not speak for the one that it redirects to.
    @Test func aListedNameDoesNotAllowWhereItRedirectsTo() async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let fetcher = try fetcher(allowing: ["wiki.example"]) { options in
            options.resolved = ["wiki.example:\(server.port):127.0.0.1"]
        }
        let start = "http://wiki.example:\(server.port)/"
        _ = try await fetcher.fetch(start, to: folder.file)
        let second = try DownloadFolder()
        let error = await failure(fetcher, start + "to?\(server.url("/"))", second)
        #expect(error?.code == .refusedAddress)
        #expect(server.requests.count == 2)
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "dict://127.0.0.1/x", "data:text/plain,x",
    ])
    func aRedirectToAnotherProtocolIsRefused(_ target: String) async throws {
        let server = try server()
        let folder = try DownloadFolder()
        let error = await failure(try fetcher(for: server), server.url("/to?\(target)"), folder)
        #expect(error?.code == .protocolRefused)
        #expect(error?.isTransient == false)
    }

    @Test func theProxyOfTheEnvironmentIsNotAsked() throws {
        let options = DocumentFetchOptions(userAgent: "x").request(within: .seconds(1))
        #expect(options.proxy == .none)
    }
}
