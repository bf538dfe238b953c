import Foundation

/// A bundle with its objects in the opposite order.
enum Reversal {
    static func objects(of bundle: [UInt8]) throws -> [UInt8] {
        guard var json = try JSONSerialization.jsonObject(with: Data(bundle)) as? [String: Any],
            let objects = json["objects"] as? [Any]
        else { throw CocoaError(.fileReadCorruptFile) }
        json["objects"] = Array(objects.reversed())
        return Array(try JSONSerialization.data(withJSONObject: json))
    }
}
