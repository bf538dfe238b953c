import AttackReports

extension AttackReport {
    /// The same report, but for what is given.
    func changed(
        id: String? = nil,
        version: Int? = nil,
        createdAt: String? = nil,
        generatedAt: String? = nil,
        sha256: String? = nil,
        marking: TrafficLight? = nil
    ) -> AttackReport {
        AttackReport(
            id: id ?? self.id,
            version: version ?? self.version,
            createdAt: createdAt ?? self.createdAt,
            generatedAt: generatedAt ?? self.generatedAt,
            toolVersion: toolVersion,
            document: ReportDocument(
                name: document.name,
                sha256: sha256 ?? document.sha256,
                size: document.size,
                mediaType: document.mediaType,
                title: document.title,
                author: document.author,
                pageCount: document.pageCount,
                wordCount: document.wordCount,
                isPartial: document.isPartial,
                address: document.address,
                version: document.version,
                previous: document.previous
            ),
            attack: attack,
            model: model,
            marking: marking ?? self.marking,
            techniques: techniques,
            rejected: rejected,
            groups: groups,
            software: software,
            campaigns: campaigns,
            indicators: indicators,
            warnings: warnings,
            difference: difference
        )
    }
}
