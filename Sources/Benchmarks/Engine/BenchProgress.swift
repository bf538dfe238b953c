import Foundation

/// Says on standard error what is being measured: one line that is rewritten on a terminal, nothing elsewhere.
struct BenchProgress {
    private let isTerminal = isatty(2) == 1

    /// What is being measured now.
    func show(_ text: String) {
        if isTerminal { write("\r\u{1B}[K\(text)") }
    }

    /// What is not measured, and why: said in any case.
    func warn(_ text: String) {
        write("\(isTerminal ? "\r\u{1B}[K" : "")\(text)\n")
    }

    /// Takes the line away.
    func clear() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
