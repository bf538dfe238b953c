import DocumentText
import HTTPFetch
import Inbox
import Taskt

/// A message in JSON to an address of the operator's, signed where there is a secret.
struct SignedPost: Sendable {
    /// What came of it.
    enum Answer: Sendable {
        /// It was taken, with this status.
        case answered(Int)
        /// It was not sent, for it could not be signed.
        case unsigned(String)
        /// It was not taken, as far as one can know.
        case failed(HTTPFetchError)
    }

    let url: String
    let body: String
    /// Header lines beside those for the content and the signature.
    let headers: [String]
    /// The file with the secret, which is read for every post, so that it may be changed at any time.
    let secretFile: String?
    let timeLimit: Duration
    let environment: EngineEnvironment

    /// Sends it once.
    func send() async -> Answer {
        var headers = ["Content-Type: application/json"] + headers
        do {
            if let secretFile {
                let secret = try await BlockingThread.value(of: { try Self.secret(at: secretFile) })
                headers.append("X-Tradecraft-Signature: \(Self.signature(of: body, secret, at: environment.now()))")
            }
        } catch {
            return .unsigned("\(error)")
        }
        var options = HTTPClientOptions(userAgent: "tradecraft/\(TradecraftVersion.current)")
        options.allowsPlainHTTP = url.hasPrefix("http://")
        options.connectTimeout = timeLimit
        options.totalTimeout = timeLimit
        do throws(HTTPFetchError) {
            let post = HTTPPost(url: url, body: body, headers: headers)
            return .answered(try await HTTPClient(options: options).post(post))
        } catch {
            return .failed(error)
        }
    }

    /// What a receiver computes as well: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body">`.
    static func signature(of body: String, _ secret: [UInt8], at now: Timestamp) -> String {
        let time = now.microseconds / 1_000_000
        return "t=\(time),v1=\(HMAC.hexadecimal(of: Array("\(time).\(body)".utf8), key: secret))"
    }

    /// The secret without the end of its line.
    private static func secret(at path: String) throws -> [UInt8] {
        guard let bytes = try FileBytes.read(SystemPath(path)) else {
            throw AgentFailure("unavailable", isTransient: true, "there is no file \(path)")
        }
        let secret = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard !secret.isEmpty else {
            throw AgentFailure("unavailable", isTransient: true, "the file \(path) is empty")
        }
        return Array(secret)
    }
}

extension HTTPFetchError {
    /// The failure in a few words: not the error's own line, which holds the address's path, which may be a secret.
    var sentence: String {
        var sentence = "\(code)"
        if status != 0 { sentence += ", status \(status)" }
        if let reason { sentence += ": \(reason)" }
        return sentence
    }
}
