import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One report for one target, as it is sent.
struct DeliveryOrder: Sendable {
    /// The delivery's number.
    let number: Int64
    let target: HookTarget
    /// What a receiver tells a delivery that was made again by: the same however often it is tried.
    let key: String
    /// Which attempt it is, from 1.
    let attempt: Int
    /// What the receiver is told.
    let notice: ReportNotice
    /// The number of the report.
    let report: Int64
}

/// That a report is in the outbox: the JSON that a program reads and a webhook gets.
package struct ReportNotice: Codable, Hashable, Sendable {
    /// The document that a report is on.
    package struct Document: Codable, Hashable, Sendable {
        /// Its id.
        package let id: String
        /// Its name, path from the inbox included, escaped for display.
        package let name: String
        /// The title that it gives itself.
        package let title: String?
        /// The SHA-256 of its original.
        package let sha256: String
    }

    /// A technique of the report.
    package struct Technique: Codable, Hashable, Sendable {
        /// Its id.
        package let id: String
        /// Its name.
        package let name: String
        /// How certain the match is, 0 to 1.
        package let score: Double
    }

    /// The version of this form.
    package let version: Int
    /// The delivery: the same however often it is tried.
    package let delivery: String
    /// The document.
    package let document: Document
    /// Which report on its document it is, from 1.
    package let reportVersion: Int
    /// The folder of the report, from the root of the file system.
    package let folder: String
    /// When the report was recorded.
    package let createdAt: String
    /// The domain of ATT&CK.
    package let domain: String
    /// The version of ATT&CK.
    package let attack: String
    /// The model's hash.
    package let model: String
    /// The techniques, the most certain first.
    package let techniques: [Technique]
    /// The machine.
    package let host: String

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

/// What came of an attempt to hand a report on.
enum DeliveryOutcome: Hashable, Sendable {
    /// It was taken.
    case delivered(String)
    /// It was not taken, and may be later.
    case failed(String)
    /// It was not taken, and will not be unless somebody changes something.
    case refused(String)
    /// Nobody knows whether it was taken.
    case inDoubt(String)

    /// What happened, in a few words; no secret and no address's path.
    var sentence: String {
        switch self {
        case .delivered(let text), .failed(let text), .refused(let text), .inDoubt(let text): text
        }
    }
}
