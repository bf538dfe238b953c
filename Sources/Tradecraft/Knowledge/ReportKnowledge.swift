package import AttackKnowledge
package import AttackReports
import Inbox

/// The releases of ATT&CK that stored reports are written with again.
package struct ReportKnowledge {
    private let configuration: Configuration
    private var held: [String: KnowledgeBase] = [:]
    private var inForce: [AttackDomain: KnowledgeBase] = [:]

    /// The releases that an installation holds.
    package init(_ configuration: Configuration) { self.configuration = configuration }

    /// The release that a report was made with; where it is not there any more the one in force, with what a reader
    /// should know.
    ///
    /// - Throws: ``AgentFailure`` where a release is damaged.
    package mutating func knowledge(
        of report: AttackReport
    ) throws -> (knowledge: KnowledgeBase, notice: String?) {
        let release = report.attack
        let key = "\(release.domain.rawValue) \(release.version) \(release.sha256)"
        if let knowledge = held[key] { return (knowledge, nil) }
        if !release.sha256.isEmpty, release.sha256.utf8.allSatisfy(Self.isHexadecimal) {
            let path = StateFolder(configuration.state).attack.appending("\(release.sha256).catalogue")
            // One that another version of the program wrote is none that can be read: the release in force serves.
            if let bytes = try FileBytes.read(path), let knowledge = try? KnowledgeBase(encoded: bytes) {
                held[key] = knowledge
                return (knowledge, nil)
            }
        }
        let embedded = try KnowledgeBase.embedded(release.domain)
        let knowledge = embedded.version == release.version ? embedded : try current(release.domain)
        if knowledge.version == release.version {
            held[key] = knowledge
            return (knowledge, nil)
        }
        return (
            knowledge,
            "ATT&CK \(release.version), which \(report.id) was made with, is not held any more; the tactics and the "
                + "matrix are those of \(knowledge.version)"
        )
    }

    /// The release of a domain in force.
    ///
    /// - Throws: ``AgentFailure`` where it is damaged.
    package mutating func current(_ domain: AttackDomain) throws -> KnowledgeBase {
        if let knowledge = inForce[domain] { return knowledge }
        let knowledge = try KnowledgeLibrary(silently: configuration.limited(to: domain)).knowledgeInForce()
        inForce[domain] = knowledge
        return knowledge
    }

    /// The ids of the groups, software or campaigns of any domain that a name, an alias or an id stands for.
    package mutating func entities(_ kind: String, called name: String) throws -> Set<String> {
        let wanted = name.lowercased()
        var found: Set<String> = []
        for domain in AttackDomain.allCases {
            let knowledge = try current(domain)
            let entities: [(id: String, names: [String])] =
                switch kind {
                case "group": knowledge.groups.map { ($0.id, [$0.name] + $0.aliases) }
                case "software": knowledge.software.map { ($0.id, [$0.name] + $0.aliases) }
                default: knowledge.campaigns.map { ($0.id, [$0.name] + $0.aliases) }
                }
            for entity in entities
            where entity.id.lowercased() == wanted || entity.names.contains(where: { $0.lowercased() == wanted }) {
                found.insert(entity.id)
            }
            // Reports of earlier releases have the ids and the names of then.
            for retired in knowledge.retiredEntities
            where retired.kind.rawValue == kind
                && (retired.id.lowercased() == wanted || retired.name.lowercased() == wanted)
            {
                found.formUnion([retired.id] + [retired.replacement].compactMap(\.self))
            }
        }
        return found
    }

    /// The short names of the tactics that a short name, a name or an id stands for, in any domain.
    package mutating func tactics(called name: String) throws -> Set<String> {
        let wanted = name.lowercased()
        var found: Set<String> = []
        for domain in AttackDomain.allCases {
            for tactic in try current(domain).tactics
            where [tactic.id, tactic.shortName, tactic.name].contains(where: { $0.lowercased() == wanted }) {
                found.insert(tactic.shortName)
            }
        }
        return found
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
