import HTTPFetch

extension AlertSender {
    /// Posts the notice, signed where there is a secret.
    func post(_ notice: AlertNotice) async -> AlertOutcome {
        guard let url = settings.webhook else { return AlertOutcome(false, "alerts.webhook is off") }
        let post = SignedPost(
            url: url,
            body: notice.body,
            headers: ["X-Tradecraft-Delivery: \(notice.id)"],
            secretFile: settings.webhookSecretFile,
            timeLimit: settings.webhookTimeLimit,
            environment: environment
        )
        switch await post.send() {
        case .answered(let status): return AlertOutcome(true, "it answered \(status)")
        case .unsigned(let reason): return AlertOutcome(false, "it cannot be signed: \(reason)")
        case .failed(let error): return AlertOutcome(false, error.sentence, retryAfter: error.retryAfter)
        }
    }
}

extension AlertSettings {
    /// The webhook as it may be shown: what is behind the host may be a secret.
    package var shownWebhook: String? { webhook.map(Self.shown) }

    /// An address as it may be shown.
    static func shown(_ address: String) -> String {
        let text = RedactedURL.text(address)
        guard let start = text.firstRange(of: "://")?.upperBound, let slash = text[start...].firstIndex(of: "/") else {
            return text
        }
        return text[slash...] == "/" ? text : "\(text[..<slash])/..."
    }
}
