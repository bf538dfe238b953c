#if canImport(Glibc)
import Glibc
#endif

extension Doctor {
    /// What alerts and reports are sent with: the programs, and the files with the secrets.
    func secrets() -> [Check] {
        let (alerts, hooks) = (configuration.alerts, configuration.hooks)
        var checks = program(
            alerts.command,
            "alert command",
            "alerts.command",
            "then try it with `tradecraft alerts test`"
        )
        if let file = alerts.webhookSecretFile { checks.append(secret(file, "webhook secret")) }
        checks += address(alerts.webhook, alerts.shownWebhook, "alert webhook", "alerts.webhook", "the alerts")
        checks += program(
            hooks.command,
            "hook command",
            "hooks.command",
            "and send what failed with `tradecraft reports deliver`"
        )
        if let file = hooks.webhookSecretFile { checks.append(secret(file, "hook secret")) }
        checks += address(hooks.webhook, hooks.shownWebhook, "hook webhook", "hooks.webhook", "what reports say")
        return checks
    }

    private func program(_ command: [String], _ title: String, _ key: String, _ advice: String) -> [Check] {
        guard let program = command.first else { return [] }
        guard access(program, X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            let remedy = "correct \(key), \(advice)"
            return [Check(title, .failed, "\(program) cannot be started: \(reason)", remedy: remedy)]
        }
        return [Check(title, .ok, "\(program) can be started")]
    }

    private func address(_ url: String?, _ shown: String?, _ title: String, _ key: String, _ what: String) -> [Check] {
        // What stays on this machine is on nobody's way.
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        guard let url, url.hasPrefix("http://"), let shown, !here.contains(where: url.hasPrefix) else { return [] }
        return [
            Check(
                title,
                .warning,
                "\(shown) is asked in plain text: anybody on the way can read \(what)",
                remedy: "set \(key) to an https address"
            )
        ]
    }

    private func secret(_ file: String, _ title: String) -> Check {
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
