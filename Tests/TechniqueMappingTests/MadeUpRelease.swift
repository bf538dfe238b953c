import AttackKnowledge
import Foundation
import Testing

/// The small made-up bundle, to be changed as releases change.
struct MadeUpRelease {
    private var objects: [[String: Any]]

    init() throws {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: Support.fixture("small-bundle.json")))
        objects = try #require((json as? [String: Any])?["objects"] as? [[String: Any]])
    }

    /// The bundle as it stands.
    func bundle() throws -> AttackBundle {
        let json: [String: Any] = [
            "type": "bundle", "id": "bundle--00000000-0000-4000-8000-000000000000", "objects": objects,
        ]
        return try AttackBundle.read(Array(JSONSerialization.data(withJSONObject: json, options: .sortedKeys)))
    }

    /// Changes a technique.
    mutating func change(_ id: String, _ change: (inout [String: Any]) -> Void) {
        for index in objects.indices where Self.id(of: objects[index]) == id { change(&objects[index]) }
    }

    /// Adds a technique beside the others.
    mutating func add(_ id: String, _ name: String, _ description: String) {
        guard var object = objects.first(where: { Self.id(of: $0) == "T1053" }) else { return }
        object["id"] = "attack-pattern--00000000-0000-4000-9000-00000000\(id.dropFirst())"
        object["name"] = name
        object["description"] = description
        object["external_references"] = [
            ["source_name": "mitre-attack", "external_id": id, "url": "https://attack.mitre.org/"]
        ]
        objects.append(object)
    }

    /// Revokes a technique in favour of another.
    mutating func revoke(_ old: String, by new: String) {
        guard let from = stixID(old), let to = stixID(new) else { return }
        change(old) { $0["revoked"] = true }
        objects.removeAll { $0["target_ref"] as? String == from }
        objects.append([
            "type": "relationship", "id": "relationship--00000000-0000-4000-9000-00000000\(old.dropFirst())",
            "created": "2025-01-01T00:00:00.000Z", "modified": "2025-06-01T00:00:00.000Z",
            "relationship_type": "revoked-by", "source_ref": from, "target_ref": to,
        ])
    }

    /// Takes a technique out altogether.
    mutating func remove(_ id: String) {
        let stix = stixID(id)
        objects.removeAll { Self.id(of: $0) == id || $0["target_ref"] as? String == stix }
    }

    private func stixID(_ id: String) -> String? { objects.first { Self.id(of: $0) == id }?["id"] as? String }

    private static func id(of object: [String: Any]) -> String? {
        guard object["type"] as? String == "attack-pattern" else { return nil }
        return (object["external_references"] as? [[String: Any]])?.first?["external_id"] as? String
    }
}
