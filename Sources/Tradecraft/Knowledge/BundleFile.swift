package import AttackKnowledge
package import Inbox
import Taskt

/// STIX bundles in files, plain or gzipped.
enum BundleFile {
    /// The largest bundle that is read, in bytes of JSON.
    private static let limit = 512 << 20

    /// Reads a bundle.
    ///
    /// A file name such as `enterprise-attack-18.1.json` tells the release where the bundle does not.
    static func read(
        _ path: SystemPath,
        expecting domain: AttackDomain?,
        named name: String? = nil
    ) throws -> AttackBundle {
        guard let bytes = try FileBytes.read(path) else {
            throw AgentFailure("notFound", isTransient: false, "\(path): no such file")
        }
        let isCompressed = bytes.starts(with: [0x1F, 0x8B])
        do {
            let json = isCompressed ? try Compression.decompress(bytes, limit: limit) : bytes
            return try AttackBundle.read(json, expecting: domain, release: release(in: name ?? path.name?.text ?? ""))
        } catch let error as CompressionError {
            throw AgentFailure("knowledge-damaged", isTransient: false, "\(path): \(error)")
        }
    }

    /// The release that a file's name tells: the digits and dots after the last dash.
    private static func release(in name: String) -> String? {
        guard let dash = name.lastIndex(of: "-") else { return nil }
        let digits = name[name.index(after: dash)...].prefix { $0.isNumber || $0 == "." }
        let release = digits.split(separator: ".", omittingEmptySubsequences: true).joined(separator: ".")
        return release.isEmpty ? nil : release
    }
}

/// The embedded form of a bundle's facts, as a file.
package enum CatalogueFile {
    /// What was written.
    package struct Summary: Sendable {
        /// The domain.
        package let domain: AttackDomain
        /// The version.
        package let version: String
        /// How many techniques are in force.
        package let techniques: Int
    }

    /// Reads a bundle and writes its facts.
    package static func write(bundle: SystemPath, to output: SystemPath) throws -> Summary {
        try AgentFailure.classifying {
            let knowledge = try BundleFile.read(bundle, expecting: nil).knowledge
            try FileBytes.replace(output, with: knowledge.encoded())
            return Summary(
                domain: knowledge.domain,
                version: knowledge.version,
                techniques: knowledge.techniques.count
            )
        }
    }
}
