#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// What alerts are sent with: the program, and the file with the secret.
    func secrets() -> [Check] {
        let settings = configuration.alerts
        var checks: [Check] = []
        if let program = settings.command.first {
            checks.append(
                access(program, X_OK) == 0
                    ? Check("alert command", .ok, "\(program) can be started")
                    : Check(
                        "alert command",
                        .failed,
                        "\(program) cannot be started: \(String(cString: strerror(errno)))",
                        remedy: "correct alerts.command, then try it with `tradecraft alerts test`"
                    )
            )
        }
        if let file = settings.webhookSecretFile { checks.append(secret(file)) }
        // What stays on this machine is on nobody's way.
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        if let webhook = settings.webhook, webhook.hasPrefix("http://"), let shown = settings.shownWebhook,
            !here.contains(where: webhook.hasPrefix)
        {
            checks.append(
                Check(
                    "alert webhook",
                    .warning,
                    "\(shown) is asked in plain text: anybody on the way can read the alerts",
                    remedy: "set alerts.webhook to an https address"
                )
            )
        }
        return checks
    }

    private func secret(_ file: String) -> Check {
        let title = "webhook secret"
        var status = stat()
        guard stat(file, &status) == 0, access(file, R_OK) == 0 else {
            return Check(
                title,
                .failed,
                "\(file) cannot be read: \(String(cString: strerror(errno)))",
                remedy: "make the file with one line, the secret, for the daemon's user only"
            )
        }
        guard status.st_size > 0 else {
            return Check(title, .failed, "\(file) is empty", remedy: "write the secret into it, on one line")
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            return Check(title, .warning, "others may use \(file) (mode \(mode))", remedy: "chmod 600 \(file)")
        }
        return Check(title, .ok, "only its owner may read \(file)")
    }
}
