extension AttackReport {
    /// The report as JSON that reads back as the same report: `report.json` without what a knowledge base adds to it.
    package func encoded() -> [UInt8] { JSONReport.bytes(for: self, knowledge: nil) }

    /// Reads a report, also one of the first layout, which had no versions, no reviews and at first no indicators.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        schemaVersion = try values.decode(Int.self, forKey: .schemaVersion)
        id = try values.decode(String.self, forKey: .id)
        version = try values.decodeIfPresent(Int.self, forKey: .version) ?? 1
        generatedAt = try values.decode(String.self, forKey: .generatedAt)
        createdAt = try values.decodeIfPresent(String.self, forKey: .createdAt) ?? generatedAt
        toolVersion = try values.decode(String.self, forKey: .toolVersion)
        document = try values.decode(ReportDocument.self, forKey: .document)
        attack = try values.decode(ReportRelease.self, forKey: .attack)
        model = try values.decode(ReportModel.self, forKey: .model)
        marking = try values.decodeIfPresent(TrafficLight.self, forKey: .marking)
        techniques = try values.decode([ReportedTechnique].self, forKey: .techniques)
        rejected = try values.decodeIfPresent([RejectedTechnique].self, forKey: .rejected) ?? []
        groups = try values.decode([ReportedEntity].self, forKey: .groups)
        software = try values.decode([ReportedEntity].self, forKey: .software)
        campaigns = try values.decode([ReportedEntity].self, forKey: .campaigns)
        indicators = try values.decodeIfPresent([ReportedIndicator].self, forKey: .indicators) ?? []
        warnings = try values.decode([String].self, forKey: .warnings)
        difference = try values.decodeIfPresent(ReportDifference.self, forKey: .difference)
    }
}
