import Inbox

extension ConfigurationKey {
    /// The keys `metrics.*` and `http.*`.
    static let metrics: [ConfigurationKey] = [
        ConfigurationKey(
            name: "metrics.log",
            expected: "\"on\" or \"off\"",
            set: { configuration, value in
                guard let text = value.text, ["on", "off"].contains(text) else { return false }
                configuration.metrics.isLogged = text == "on"
                return true
            },
            show: { $0.metrics.isLogged ? "on" : "off" }
        ),
        duration("metrics.keep-age", \.metrics.keepAge, atLeast: .seconds(86_400)),
        size("metrics.keep-size", \.metrics.keepSize),
        ConfigurationKey(
            name: "metrics.textfile",
            expected: "a path that ends in .prom, or \"off\"",
            set: { configuration, value in
                // The node exporter reads no file of another name.
                guard let text = value.text, text == "off" || (text.hasSuffix(".prom") && !text.utf8.contains(0)) else {
                    return false
                }
                configuration.metrics.textfile = text == "off" ? nil : SystemPath(text)
                return true
            },
            show: { $0.metrics.textfile?.description ?? "off" }
        ),
        duration("metrics.interval", \.metrics.interval, atLeast: .seconds(1)),
        ConfigurationKey(
            name: "http.listen",
            expected:
                "\"off\", a port of this machine such as \"127.0.0.1:9464\" or \"[::1]:9464\" (other addresses are "
                + "not listened on: put a proxy in front), or a socket such as \"unix:/run/tradecraft/http.sock\"",
            set: { configuration, value in
                guard let text = value.text else { return false }
                let address = ListenAddress(text)
                guard address != nil || text == "off" else { return false }
                configuration.metrics.listen = address
                return true
            },
            show: { $0.metrics.listen?.description ?? "off" }
        ),
    ]
}
