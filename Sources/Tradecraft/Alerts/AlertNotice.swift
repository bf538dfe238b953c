package import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What an operator is told: the JSON that a command reads and a webhook gets.
package struct AlertNotice: Codable, Hashable, Sendable {
    /// What became of the cause.
    package enum Status: String, Codable, Sendable {
        /// It appeared.
        case raised
        /// It is over.
        case resolved
        /// There is none: the way is tried.
        case test
    }

    /// The version of this form.
    package let version: Int
    /// The delivery: the same however often it is repeated.
    package let id: String
    /// The rule.
    package let rule: String
    /// What became of the cause.
    package let status: Status
    /// The cause in a sentence.
    package let summary: String
    /// When the cause appeared.
    package let since: String
    /// When the notice was made.
    package let at: String
    /// The machine.
    package let host: String
    /// The state directory, which tells installations on one machine apart.
    package let installation: String

    /// A notice.
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - status: what became of the cause.
    ///   - summary: the cause; control characters in it are shown, and what is longer than five hundred is cut.
    ///   - since: when it appeared.
    ///   - now: when the notice is made.
    ///   - installation: the state directory.
    package init(
        _ rule: AlertRule,
        _ status: Status,
        _ summary: String,
        since: Timestamp,
        at now: Timestamp,
        installation: String
    ) {
        version = 1
        var generator = SystemRandomNumberGenerator()
        id = "a-" + DocumentID(using: &generator).rawValue.dropFirst(2)
        self.rule = rule.rawValue
        self.status = status
        var inert = ""
        inert.appendInert(Shown.short(summary, 500))
        self.summary = inert
        self.since = since.description
        at = now.description
        host = AuditActor.host
        let isFull = installation.hasPrefix("/")
        self.installation = isFull ? installation : "\(FileManager.default.currentDirectoryPath)/\(installation)"
    }

    /// The notice as it is sent, on one line.
    var body: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        } catch {
            preconditionFailure("a notice cannot be written as JSON: \(error)")
        }
    }
}
