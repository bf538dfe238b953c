/// What one document says about adversary behaviour, in ATT&CK's terms, and why we think so.
///
/// The value holds everything that the output formats show, so that a stored report can be rendered again without its
/// document. It reads no clock and makes up no id: the caller supplies both, and the same values give the same bytes.
/// Scores are kept to four decimals, see `Score`.
package struct AttackReport: Codable, Hashable, Sendable {
    /// The version of the layout of `report.json` that this code writes.
    package static let currentSchemaVersion = 2

    /// The version of the layout that this value was written in.
    package let schemaVersion: Int
    /// The id of the document in the database, of which the name of the report's folder has the first half.
    package let id: String
    /// Which report on its document this is, from 1; a later release or model makes another one.
    package let version: Int
    /// When the first report on the document was made, in ISO 8601 and in UTC.
    package let createdAt: String
    /// When the report was made, in ISO 8601 and in UTC: `2026-04-28T14:00:00Z`.
    package let generatedAt: String
    /// The version of Tradecraft that made it.
    package let toolVersion: String
    /// The document that the report is about.
    package let document: ReportDocument
    /// The release of ATT&CK that the document was mapped to.
    package let attack: ReportRelease
    /// The model that scored the sentences.
    package let model: ReportModel
    /// How far the report may travel; `nil` where nobody has said.
    package let marking: TrafficLight?
    /// The techniques found, the most certain first.
    package let techniques: [ReportedTechnique]
    /// Techniques that were found and that an analyst rejected.
    package let rejected: [RejectedTechnique]
    /// The groups that the document names.
    package let groups: [ReportedEntity]
    /// The malware and the tools that the document names.
    package let software: [ReportedEntity]
    /// The campaigns that the document names.
    package let campaigns: [ReportedEntity]
    /// The addresses, hashes, paths and the like that the document names, in order of appearance.
    package let indicators: [ReportedIndicator]
    /// What a reader must know before trusting the report, for instance that text was missing; one sentence each.
    package let warnings: [String]
    /// What differs from the report before this one; `nil` in a first report.
    package let difference: ReportDifference?

    /// Creates a report; techniques are put in order of falling score and then of id.
    package init(
        id: String,
        version: Int = 1,
        createdAt: String? = nil,
        generatedAt: String,
        toolVersion: String,
        document: ReportDocument,
        attack: ReportRelease,
        model: ReportModel,
        marking: TrafficLight? = nil,
        techniques: [ReportedTechnique],
        rejected: [RejectedTechnique] = [],
        groups: [ReportedEntity] = [],
        software: [ReportedEntity] = [],
        campaigns: [ReportedEntity] = [],
        indicators: [ReportedIndicator] = [],
        warnings: [String] = [],
        difference: ReportDifference? = nil
    ) {
        self.schemaVersion = Self.currentSchemaVersion
        self.id = id
        self.version = version
        self.createdAt = createdAt ?? generatedAt
        self.generatedAt = generatedAt
        self.toolVersion = toolVersion
        self.document = document
        self.attack = attack
        self.model = model
        self.marking = marking
        self.techniques = techniques.sorted { $0.score == $1.score ? $0.id < $1.id : $0.score > $1.score }
        self.rejected = rejected
        self.groups = groups
        self.software = software
        self.campaigns = campaigns
        self.indicators = indicators
        self.warnings = warnings
        self.difference = difference
    }

    /// The keys of `report.json`.
    enum CodingKeys: String, CodingKey {
        case schemaVersion, id, generatedAt, toolVersion, document, attack, model, techniques, groups, software,
            campaigns
        case indicators, warnings, version, createdAt, marking, rejected, difference
    }
}
