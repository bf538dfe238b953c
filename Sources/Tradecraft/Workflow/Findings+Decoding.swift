import AttackReports

extension Evaluation.Findings {
    /// Reads findings, also those recorded before there were indicators among them.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        techniques = try values.decode([ReportedTechnique].self, forKey: .techniques)
        groups = try values.decode([ReportedEntity].self, forKey: .groups)
        software = try values.decode([ReportedEntity].self, forKey: .software)
        campaigns = try values.decode([ReportedEntity].self, forKey: .campaigns)
        indicators = try values.decodeIfPresent([ReportedIndicator].self, forKey: .indicators) ?? []
        omittedIndicators = try values.decodeIfPresent(Int.self, forKey: .omittedIndicators) ?? 0
    }
}
