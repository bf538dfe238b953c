package import AttackReports

/// What was found in a document, ready for its report: what `eval` gives.
package struct Evaluation: Codable, Hashable, Sendable {
    /// The document's text.
    package let text: TextReference
    /// The release and the model it was mapped with.
    package let knowledge: KnowledgeReference
    /// The findings, with the sentences they rest on.
    package let findings: Findings

    /// The findings in the report's own terms.
    package struct Findings: Codable, Hashable, Sendable {
        /// Techniques, the most certain first.
        package let techniques: [ReportedTechnique]
        /// Groups.
        package let groups: [ReportedEntity]
        /// Malware and tools.
        package let software: [ReportedEntity]
        /// Campaigns.
        package let campaigns: [ReportedEntity]
        /// Addresses, hashes, paths and the like, in order of appearance.
        package let indicators: [ReportedIndicator]
        /// How often indicators were met beyond those, in a text that has too many.
        package let omittedIndicators: Int

        /// The keys of the recorded result.
        enum CodingKeys: String, CodingKey {
            case techniques, groups, software, campaigns, indicators, omittedIndicators
        }
    }
}

/// The published report: what `report` gives.
package struct ReportReference: Codable, Hashable, Sendable {
    /// The folder's name in the outbox.
    package let folder: String
    /// The names of its files.
    package let files: [String]
    /// How many calls waited for the disk.
    package let fsyncs: Int
    /// What the report says of itself; nil in results of earlier versions.
    package var origin: ReportOrigin?
}
