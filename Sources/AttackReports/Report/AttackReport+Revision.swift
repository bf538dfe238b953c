extension AttackReport {
    /// The same findings as a later report on the document.
    ///
    /// - Parameters:
    ///   - version: Which report on its document it is.
    ///   - createdAt: When the first report on the document was made.
    ///   - difference: What differs from the report before.
    /// - Returns: The report with these in place of its own.
    package func revised(version: Int, createdAt: String, difference: ReportDifference?) -> AttackReport {
        copy(version: version, createdAt: createdAt, difference: difference)
    }

    /// The same report, but for what is given.
    func copy(
        version: Int? = nil,
        createdAt: String? = nil,
        techniques: [ReportedTechnique]? = nil,
        rejected: [RejectedTechnique]? = nil,
        difference: ReportDifference?
    ) -> AttackReport {
        AttackReport(
            id: id,
            version: version ?? self.version,
            createdAt: createdAt ?? self.createdAt,
            generatedAt: generatedAt,
            toolVersion: toolVersion,
            document: document,
            attack: attack,
            model: model,
            marking: marking,
            techniques: techniques ?? self.techniques,
            rejected: rejected ?? self.rejected,
            groups: groups,
            software: software,
            campaigns: campaigns,
            indicators: indicators,
            warnings: warnings,
            difference: difference
        )
    }

    /// Whether another report says the same of the document, and was made with the same release and model.
    package func saysTheSame(as other: AttackReport) -> Bool {
        attack.domain == other.attack.domain && attack.version == other.attack.version
            && attack.sha256 == other.attack.sha256 && model == other.model && marking == other.marking
            && techniques == other.techniques && rejected == other.rejected && groups == other.groups
            && software == other.software && campaigns == other.campaigns && indicators == other.indicators
    }
}
