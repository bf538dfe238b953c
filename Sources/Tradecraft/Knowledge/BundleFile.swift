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

    /// The release that a file's name tells: its first part between dashes that is a number, such as `18.1`.
    static func release(in name: String) -> String? {
        let file = name.split(separator: "/").last ?? ""
        for part in file.split(separator: "-") {
            let numbers = part.split(separator: ".").prefix { $0.allSatisfy { $0.isASCII && $0.isNumber } }
            if (1...2).contains(numbers.count) { return numbers.joined(separator: ".") }
        }
        return nil
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
