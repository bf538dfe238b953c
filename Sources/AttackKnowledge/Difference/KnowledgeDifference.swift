/// What changed between two releases of ATT&CK in one domain.
///
/// Each technique in force in either release is in at most one of ``added``, ``gone``, ``revoked`` and ``deprecated``; one
/// that is in force in both may be renamed, moved and have its platforms changed at once.
package struct KnowledgeDifference: Hashable, Codable, Sendable {
    /// One of the two releases.
    package struct Release: Hashable, Codable, Sendable {
        /// The version.
        package var version: String
        /// The day on which its newest object was modified; nil when no object tells.
        package var released: String?
        /// How many techniques and sub-techniques are in force.
        package var techniques: Int
        /// Whether it names no group, software or campaign at all: a bundle cut down to its techniques.
        package var hasTechniquesOnly: Bool
    }

    /// A technique or tactic with its name.
    package struct Named: Hashable, Codable, Sendable {
        /// The ATT&CK id.
        package var id: String
        /// The name, with that of the technique above where there is one.
        package var name: String
    }

    /// A technique with another name.
    package struct Renamed: Hashable, Codable, Sendable {
        /// The technique.
        package var id: TechniqueID
        /// Its name before.
        package var oldName: String
        /// Its name now.
        package var newName: String
    }

    /// A technique that another one replaced.
    package struct Revoked: Hashable, Codable, Sendable {
        /// The technique.
        package var id: TechniqueID
        /// Its last name.
        package var name: String
        /// The technique in force at the end of the chain of revocations; nil when there is none.
        package var successor: TechniqueID?
        /// The successor's name.
        package var successorName: String?
        /// Whether the successor stands elsewhere: under another technique, or as one of its own.
        package var hasMoved: Bool
    }

    /// A technique, and what was added to and taken from one of its lists.
    package struct Changed: Hashable, Codable, Sendable {
        /// The technique.
        package var id: TechniqueID
        /// Its name now.
        package var name: String
        /// What is new.
        package var added: [String]
        /// What is no longer there.
        package var removed: [String]
    }

    /// How the things of one kind that act or are used changed in number.
    package struct Count: Hashable, Codable, Sendable {
        /// How many there were.
        package var old: Int
        /// How many there are.
        package var new: Int
        /// How many ids are new; nil where a release has techniques only.
        package var added: Int?
        /// How many ids are no longer in force; nil where a release has techniques only.
        package var gone: Int?
    }

    /// The domain of both.
    package var domain: AttackDomain
    /// The earlier release.
    package var old: Release
    /// The later release.
    package var new: Release
    /// Techniques in force now that were not before.
    package var added: [Named]
    /// Techniques that the later release does not know at all.
    package var gone: [Named]
    /// Techniques with another name.
    package var renamed: [Renamed]
    /// Techniques that others replaced.
    package var revoked: [Revoked]
    /// Techniques that were given up without a successor.
    package var deprecated: [Named]
    /// Techniques under other tactics, by the tactics' short names.
    package var moved: [Changed]
    /// Techniques of other platforms.
    package var platforms: [Changed]
    /// Tactics that are new.
    package var addedTactics: [Named]
    /// Tactics that are no longer there.
    package var goneTactics: [Named]
    /// Groups.
    package var groups: Count
    /// Malware and tools.
    package var software: Count
    /// Campaigns.
    package var campaigns: Count

    /// Whether both releases say the same of techniques, tactics, groups, software and campaigns, as far as is compared.
    package var isEmpty: Bool {
        added.isEmpty && gone.isEmpty && renamed.isEmpty && revoked.isEmpty && deprecated.isEmpty && moved.isEmpty
            && platforms.isEmpty && addedTactics.isEmpty && goneTactics.isEmpty
            && [groups, software, campaigns].allSatisfy { ($0.added ?? 0) == 0 && ($0.gone ?? 0) == 0 }
    }
}
