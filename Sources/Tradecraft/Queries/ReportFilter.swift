package import AttackKnowledge

/// Which reports are asked for: those that have all that is said.
package struct ReportFilter: Hashable, Sendable {
    /// Something a report names, by any of some values.
    package struct Finding: Hashable, Sendable {
        /// What it is: tactic, group, software, campaign or indicator.
        let kind: String
        /// The values in lower case, of which one is enough.
        let values: [String]

        /// Something that any of some values stands for; case does not matter.
        package init(kind: String, values: some Sequence<String>) {
            self.kind = kind
            self.values = Set(values.map { $0.lowercased() }).sorted()
        }
    }

    /// Those that have each of these techniques, or a sub-technique of it.
    package var techniques: [TechniqueID]
    /// Those that name each of these.
    package var findings: [Finding] = []
    /// Those on a document whose path or address has each of these texts in it; case does not matter.
    package var sources: [String] = []
    /// Those recorded at or after this instant, in microseconds since 1970.
    package var since: Int64?
    /// Those recorded before this instant, in microseconds since 1970.
    package var until: Int64?
    /// Those with a match at or above this score; where techniques are named, with a match of each of them.
    package var minimumConfidence: Double?
    /// Those on a document that an analyst has looked at, or that none has.
    package var isReviewed: Bool?
    /// Whether reports count that a later version replaced.
    package var hasAllVersions = false
    /// Those of this domain of ATT&CK.
    package var domain: AttackDomain?
    /// Those of this version of ATT&CK; a bare major version stands for all of its minor ones.
    package var attack: String?
    /// Those that hold these words.
    package var query: SearchQuery?

    /// Any report, but for what is given.
    package init(technique: TechniqueID? = nil, since: Int64? = nil) {
        techniques = technique.map { [$0] } ?? []
        self.since = since
    }

    /// Whether it lets every latest report through.
    package var isEmpty: Bool { self == ReportFilter() }
}
