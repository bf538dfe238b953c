import Foundation

/// The files that the tests read.
enum Fixture {
    /// The folder of the package: the nearest above this file that has a manifest.
    static let packageFolder: URL = {
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/",
            !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder
    }()

    /// The bytes of a file of this target's fixtures.
    static func bytes(_ name: String) throws -> [UInt8] {
        let file = packageFolder.appendingPathComponent("Fixtures/AttackKnowledge").appendingPathComponent(name)
        return Array(try Data(contentsOf: file))
    }

    /// A bundle with these objects in it, as JSON.
    static func bundle(_ objects: String...) -> [UInt8] {
        Array(#"{"type": "bundle", "id": "bundle--1", "objects": [\#(objects.joined(separator: ", "))]}"#.utf8)
    }

    /// A technique as JSON, with more members if need be.
    static func technique(_ id: String, tactic: String = "arrival", more: String = "") -> String {
        """
        {"type": "attack-pattern", "id": "attack-pattern--\(id)", "name": "Technique \(id)",
         "modified": "2025-11-12T00:00:00.000Z",
         "external_references": [{"source_name": "mitre-attack", "external_id": "\(id)"}],
         "kill_chain_phases": [{"kill_chain_name": "mitre-attack", "phase_name": "\(tactic)"}]\(more)}
        """
    }
}
