extension AttackReport {
    /// Reads a report, also one that was written before reports had indicators.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        schemaVersion = try values.decode(Int.self, forKey: .schemaVersion)
        id = try values.decode(String.self, forKey: .id)
        generatedAt = try values.decode(String.self, forKey: .generatedAt)
        toolVersion = try values.decode(String.self, forKey: .toolVersion)
        document = try values.decode(ReportDocument.self, forKey: .document)
        attack = try values.decode(ReportRelease.self, forKey: .attack)
        model = try values.decode(ReportModel.self, forKey: .model)
        techniques = try values.decode([ReportedTechnique].self, forKey: .techniques)
        groups = try values.decode([ReportedEntity].self, forKey: .groups)
        software = try values.decode([ReportedEntity].self, forKey: .software)
        campaigns = try values.decode([ReportedEntity].self, forKey: .campaigns)
        indicators = try values.decodeIfPresent([ReportedIndicator].self, forKey: .indicators) ?? []
        warnings = try values.decode([String].self, forKey: .warnings)
    }
}
