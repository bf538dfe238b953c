/// A group, a piece of software or a campaign that a text names.
package struct EntityMatch: Hashable, Codable, Sendable {
    /// What kind of thing it is.
    package enum Kind: String, Codable, Sendable {
        case group
        case malware
        case tool
        case campaign
    }

    /// Its ATT&CK id, such as `G0016`.
    package var id: String
    /// Its name in ATT&CK.
    package var name: String
    /// What it is.
    package var kind: Kind
    /// How the text writes it, each way once, in order of appearance.
    package var writtenAs: [String]
    /// The first sentences that name it.
    package var evidence: [Evidence]

    /// Makes a match.
    package init(id: String, name: String, kind: Kind, writtenAs: [String], evidence: [Evidence]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.writtenAs = writtenAs
        self.evidence = evidence
    }
}
