import Inbox
import Yams

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The configuration in force, and where each value came from.
///
/// Flags go before variables of the environment, those before the file, and the file before the defaults.
package struct EffectiveConfiguration: Sendable {
    /// The values.
    package private(set) var values = Configuration()
    /// Where each key's value came from: `default`, a file, a variable, a flag.
    package private(set) var origins: [String: String] = [:]

    /// The file that was read; nil where none was named and none is there.
    package private(set) var file: String?

    /// The file that is read when none is named and it is there.
    package static let defaultFile = "config/tradecraft.yaml"

    /// Puts a configuration together.
    ///
    /// - Parameters:
    ///   - file: the file named by the user, which must be there; nil reads ``defaultFile`` if that is there.
    ///   - environment: the variables; those that are no key's are left alone.
    ///   - flags: values given on the command line, by key.
    /// - Throws: ``ConfigurationError``, naming place and key.
    package init(
        file: String? = nil,
        environment: [String: String] = [:],
        flags: [String: ConfigurationValue] = [:]
    ) throws(ConfigurationError) {
        let path = file ?? Self.defaultFile
        if file != nil || FileManager.default.fileExists(atPath: path) {
            self.file = path
            for (key, value) in try Self.read(path).sorted(by: { $0.key < $1.key }) {
                try set(key, value, from: path)
            }
        }
        for key in ConfigurationKey.all {
            guard let text = environment[key.variable] else { continue }
            try set(key.name, .text(text), from: "environment \(key.variable)")
        }
        for (key, value) in flags.sorted(by: { $0.key < $1.key }) { try set(key, value, from: "flag") }
        try FolderLayout.check(values)
    }

    /// Each key with its value and where that came from, in the order of the documented file.
    package var listing: [(key: String, value: String, origin: String)] {
        ConfigurationKey.all.map { ($0.name, $0.show(values), origins[$0.name] ?? "default") }
    }

    private mutating func set(
        _ name: String,
        _ value: ConfigurationValue,
        from place: String
    ) throws(ConfigurationError) {
        guard let key = ConfigurationKey.all.first(where: { $0.name == name }) else {
            let near = ConfigurationKey.all.map(\.name).min { $0.distance(to: name) < $1.distance(to: name) }
            throw ConfigurationError(
                place: place,
                key: name,
                detail: "unknown key; expected one of the documented keys\(near.map { ", perhaps \($0)" } ?? "")"
            )
        }
        guard key.set(&values, value) else {
            throw ConfigurationError(place: place, key: name, detail: "expected \(key.expected), found \(value.shown)")
        }
        origins[name] = place
    }

    /// The settings of a YAML file, by dotted key.
    private static func read(_ path: String) throws(ConfigurationError) -> [String: ConfigurationValue] {
        let bytes: [UInt8]?
        do throws(InboxError) {
            bytes = try FileBytes.read(SystemPath(path))
        } catch {
            throw ConfigurationError(place: path, detail: "cannot be read: \(error)")
        }
        guard let bytes else { throw ConfigurationError(place: path, detail: "cannot be read: it is not there") }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError(place: path, detail: "expected UTF-8 text")
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            let line = "\(error)".split(separator: "\n").first ?? "not YAML"
            throw ConfigurationError(place: path, detail: "expected YAML: \(line)")
        }
        var settings: [String: ConfigurationValue] = [:]
        if let root { try collect(root, under: "", into: &settings, from: path) }
        return settings
    }

    private static func collect(
        _ node: Node,
        under key: String,
        into settings: inout [String: ConfigurationValue],
        from path: String
    ) throws(ConfigurationError) {
        switch node {
        case .scalar(let scalar):
            // A key with nothing behind it sets nothing.
            if scalar.tag.description == "tag:yaml.org,2002:null" || scalar.string.isEmpty { return }
            settings[key] = .text(scalar.string)
        case .sequence(let sequence):
            let texts = sequence.compactMap(\.scalar?.string)
            guard texts.count == sequence.count else {
                throw ConfigurationError(place: path, key: key, detail: "expected a list of plain values")
            }
            settings[key] = .list(texts)
        case .mapping(let mapping):
            for (name, value) in mapping {
                guard let text = name.scalar?.string else {
                    throw ConfigurationError(place: path, key: key, detail: "expected plain keys")
                }
                try collect(value, under: key.isEmpty ? text : "\(key).\(text)", into: &settings, from: path)
            }
        case .alias:
            throw ConfigurationError(place: path, key: key, detail: "expected a value, found an alias")
        }
    }
}

extension String {
    /// How many single-character edits lead from one string to the other (Levenshtein, 1965).
    fileprivate func distance(to other: String) -> Int {
        let (source, target) = (Array(utf8), Array(other.utf8))
        var previous = Array(0...target.count)
        for (row, byte) in source.enumerated() {
            var current = [row + 1]
            for column in target.indices {
                let substitution = previous[column] + (byte == target[column] ? 0 : 1)
                current.append(Swift.min(substitution, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[target.count]
    }
}
