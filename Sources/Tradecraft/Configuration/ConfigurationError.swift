/// A setting that cannot be used.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the value stands: a file, a variable of the environment, a flag.
    package let place: String
    /// The key, where one is concerned.
    package let key: String?
    /// What was expected and what was found.
    package let detail: String

    /// Names a setting that cannot be used.
    package init(place: String, key: String? = nil, detail: String) {
        self.place = place
        self.key = key
        self.detail = detail
    }

    /// The error in one line: `config.yaml: inbox.settle: expected a duration such as "2s", found "fast"`.
    package var description: String { "\(place): \(key.map { "\($0): " } ?? "")\(detail)" }
}
