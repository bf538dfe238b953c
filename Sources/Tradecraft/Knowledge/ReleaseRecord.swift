import AttackKnowledge
import HTTPFetch
import Inbox
import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is remembered of the source of releases and of the release in force: `<domain>.json` in the state directory.
struct ReleaseRecord: Codable, Sendable {
    /// A release that was parsed and trained for, and is in force.
    struct Installed: Codable, Sendable {
        var version: String
        var sha256: String
        var source: String
        var fetchedAt: Timestamp
        var model: String
    }

    /// A bundle that was fetched, and is neither installed nor refused yet.
    struct Pending: Codable, Sendable {
        var sha256: String
        var source: String
        var fetchedAt: Timestamp
        var url: String
        var validators: HTTPValidators
    }

    /// The release in force; nil for the embedded one.
    var installed: Installed?
    /// What was fetched last, until it is installed or refused.
    var pending: Pending?
    /// When the source was asked last, with whatever outcome.
    var askedAt: Timestamp?
    /// Whether it answered.
    var didAnswer = true
    /// The address whose content was dealt with last.
    var url: String?
    /// What to ask with next time.
    var validators: HTTPValidators?
    /// A bundle that was refused, so that nobody tries it again, and why.
    var refused: [String: String] = [:]
    /// When one was refused, until another is put in force.
    var refusedAt: Timestamp?

    static func read(_ path: SystemPath) throws(InboxError) -> ReleaseRecord {
        guard let bytes = try FileBytes.read(path) else { return ReleaseRecord() }
        do {
            return try JSONDecoder().decode(ReleaseRecord.self, from: Data(bytes))
        } catch {
            // Nothing depends on it: without the record the embedded release is in force and the source is asked again.
            return ReleaseRecord()
        }
    }

    func write(_ path: SystemPath) throws(InboxError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let bytes: Data
        do {
            bytes = try encoder.encode(self)
        } catch {
            preconditionFailure("a release record cannot be written as JSON: \(error)")
        }
        try FileBytes.replace(path, with: Array(bytes) + [UInt8(ascii: "\n")])
    }
}
