import Testing

@testable import HTTPFetch

@Suite(
    .timeLimit(.minutes(5)),
    .enabled(if: OpenSSLServer.isAvailable, "the program openssl, which stands in for a server, is not installed")
)
struct CertificateTests {
    @Test func aCertificateThatNobodyVouchesForIsRefused() async throws {
        let folder = try DownloadFolder()
        let server = try OpenSSLServer(for: "IP:127.0.0.1", in: folder)
        let address = "https://127.0.0.1:\(server.port)/"
        let error = await failure(try fetcher(allowing: ["127.0.0.1"]), address, folder)
        #expect(error?.code == .notTrusted)
        #expect(error?.isTransient == false)
        // The same server, when its certificate is one that we trust.
        let trusting = try fetcher(allowing: ["127.0.0.1"]) { $0.certificateFile = "\(folder.path)/cert.pem" }
        let document = try await trusting.fetch(address, to: folder.file)
        #expect(document.finalAddress.isSecure)
        #expect(document.size > 0)
    }

    @Test func aCertificateForAnotherNameIsRefused() async throws {
        let folder = try DownloadFolder()
        let server = try OpenSSLServer(for: "DNS:other.example", in: folder)
        let trusting = try fetcher(allowing: ["127.0.0.1"]) { $0.certificateFile = "\(folder.path)/cert.pem" }
        let error = await failure(trusting, "https://127.0.0.1:\(server.port)/", folder)
        #expect(error?.code == .notTrusted)
    }
}
