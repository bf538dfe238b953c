/// The command line: a command, then settings of the form `key=value`.
struct Arguments: Sendable {
    let command: String
    private let settings: [String: String]

    init(_ words: ArraySlice<String>) throws(ProbeError) {
        guard let command = words.first else { throw ProbeError("expected a command") }
        self.command = command
        var settings: [String: String] = [:]
        for word in words.dropFirst() {
            guard let index = word.firstIndex(of: "=") else { throw ProbeError("\(word): expected key=value") }
            settings[String(word[..<index])] = String(word[word.index(after: index)...])
        }
        self.settings = settings
    }

    /// A setting that must be there.
    func text(_ key: String) throws(ProbeError) -> String {
        guard let value = settings[key] else { throw ProbeError("expected \(key)=") }
        return value
    }

    /// A setting that need not be there.
    func optional(_ key: String) -> String? { settings[key] }

    /// A number.
    func number(_ key: String, else value: Int) throws(ProbeError) -> Int {
        guard let text = settings[key] else { return value }
        guard let number = Int(text) else { throw ProbeError("\(key): expected a number, found \(text)") }
        return number
    }
}
