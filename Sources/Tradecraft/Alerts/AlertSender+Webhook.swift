import DocumentText
import HTTPFetch
import Inbox
import Taskt

extension AlertSender {
    /// Posts the notice, signed where there is a secret.
    func post(_ notice: AlertNotice) async -> AlertOutcome {
        guard let url = settings.webhook else { return AlertOutcome(false, "alerts.webhook is off") }
        let body = notice.body
        var headers = ["Content-Type: application/json", "X-Tradecraft-Delivery: \(notice.id)"]
        do {
            if let path = settings.webhookSecretFile {
                let secret = try await BlockingThread.value(of: { try Self.secret(at: path) })
                headers.append("X-Tradecraft-Signature: \(Self.signature(of: body, secret, at: environment.now()))")
            }
        } catch {
            return AlertOutcome(false, "it cannot be signed: \(error)")
        }
        var options = HTTPClientOptions(userAgent: "tradecraft/\(TradecraftVersion.current)")
        options.allowsPlainHTTP = url.hasPrefix("http://")
        options.connectTimeout = settings.webhookTimeLimit
        options.totalTimeout = settings.webhookTimeLimit
        do throws(HTTPFetchError) {
            let status = try await HTTPClient(options: options)
                .post(HTTPPost(url: url, body: body, headers: headers))
            return AlertOutcome(true, "it answered \(status)")
        } catch {
            // Not the error's own line: that holds the address's path, which may be a secret.
            var sentence = "\(error.code)"
            if error.status != 0 { sentence += ", status \(error.status)" }
            if let reason = error.reason { sentence += ": \(reason)" }
            return AlertOutcome(false, sentence, retryAfter: error.retryAfter)
        }
    }

    /// What a receiver computes as well: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body">`.
    static func signature(of body: String, _ secret: [UInt8], at now: Timestamp) -> String {
        let time = now.microseconds / 1_000_000
        return "t=\(time),v1=\(HMAC.hexadecimal(of: Array("\(time).\(body)".utf8), key: secret))"
    }

    /// The secret without the end of its line; read for every post, so that it may be changed at any time.
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

extension AlertSettings {
    /// The webhook as it may be shown: what is behind the host may be a secret.
    package var shownWebhook: String? {
        guard let webhook else { return nil }
        let text = RedactedURL.text(webhook)
        guard let start = text.firstRange(of: "://")?.upperBound, let slash = text[start...].firstIndex(of: "/") else {
            return text
        }
        return text[slash...] == "/" ? text : "\(text[..<slash])/..."
    }
}
