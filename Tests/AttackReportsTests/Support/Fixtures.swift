import AttackKnowledge
import AttackReports
import Foundation
import Testing

/// The fixtures of this target.
enum Fixtures {
    /// The folder, found from this file upwards.
    static var folder: URL {
        get throws {
            var folder = URL(filePath: #filePath).deletingLastPathComponent()
            while !FileManager.default.fileExists(
                atPath: folder.appending(path: "Package.swift").path(percentEncoded: false)
            ) {
                try #require(folder.pathComponents.count > 1, "no Package.swift above the tests")
                folder.deleteLastPathComponent()
            }
            return folder.appending(path: "Fixtures/AttackReports")
        }
    }

    /// A file's bytes.
    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appending(path: name)))
    }

    /// A release of six tactics and eleven techniques.
    static func knowledge() throws -> KnowledgeBase {
        try AttackBundle.readKnowledge(bytes("knowledge.stix.json")).knowledge
    }

    /// The same release with three mitigations and two detection strategies, and each of their names a text where one
    /// is given.
    static func measures(named name: String? = nil) throws -> KnowledgeBase {
        guard let name else {
            return try AttackBundle.readKnowledge(bytes("measures.stix.json")).knowledge
        }
        let bundle = try JSONSerialization.jsonObject(with: Data(bytes("measures.stix.json")))
        var members = try #require(bundle as? [String: Any])
        let objects = try #require(members["objects"] as? [[String: Any]])
        members["objects"] = objects.map { object in
            let isMeasure = ["course-of-action", "x-mitre-detection-strategy"].contains(object["type"] as? String)
            return isMeasure ? object.merging(["name": name]) { _, new in new } : object
        }
        return try AttackBundle.readKnowledge([UInt8](JSONSerialization.data(withJSONObject: members))).knowledge
    }

    /// A made-up report that is the third on its document and that analysts have looked at.
    static func history() throws -> AttackReport {
        try JSONDecoder().decode(AttackReport.self, from: Data(bytes("history.json")))
    }

    /// A made-up report.
    static func incident() throws -> AttackReport {
        try JSONDecoder().decode(AttackReport.self, from: Data(bytes("incident.json")))
    }

    /// The second report on the same document: marked, reviewed, compared with the first, with indicators of every kind.
    static func reviewed() throws -> AttackReport {
        try JSONDecoder().decode(AttackReport.self, from: Data(bytes("reviewed.json")))
    }

    /// Compares bytes with a recorded file.
    ///
    /// With `TRADECRAFT_RECORD=1` the file is written first; a run that had to write a file fails, so that a recording
    /// is never mistaken for a check.
    static func compare(_ bytes: [UInt8], with name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = try folder.appending(path: name)
        let recorded = FileManager.default.contents(atPath: file.path(percentEncoded: false)).map { [UInt8]($0) }
        if recorded != bytes, ProcessInfo.processInfo.environment["TRADECRAFT_RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
            Issue.record("recorded \(name); look at the difference, then run again", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: recorded ?? [], as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let actual = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(expected, actual).enumerated().first { $0.element.0 != $0.element.1 }
        #expect(
            recorded == bytes,
            "\(name) differs, first in line \((line?.offset ?? min(expected.count, actual.count)) + 1): \(line?.element.1 ?? "length")",
            sourceLocation: sourceLocation
        )
    }
}
