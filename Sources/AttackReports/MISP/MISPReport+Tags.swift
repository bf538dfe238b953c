import AttackKnowledge

extension MISPReport {
    /// The tags: how far the event may travel, how far it was made by hand, and the clusters of MISP's galaxies.
    ///
    /// A cluster is named exactly as the galaxy has it, since MISP knows it by nothing else. There is no tag for how certain a
    /// technique is: a tag holds for the whole event.
    var tags: [String] {
        var tags: [String] = []
        if let marking = report.marking {
            tags.append("tlp:\(marking.rawValue)")
        }
        let isLookedThrough = !report.techniques.isEmpty && report.techniques.allSatisfy { $0.review != nil }
        tags.append("misp:automation-level=\"\(isLookedThrough ? "reviewed" : "unsupervised")\"")
        for technique in report.techniques {
            append(tag(technique), to: &tags)
        }
        for entity in report.groups + report.software + report.campaigns {
            append(tag(entity), to: &tags)
        }
        return tags
    }

    private func append(_ tag: String?, to tags: inout [String]) {
        // MISP cuts longer ones off, and then knows them no more.
        guard let tag, tag.utf8.count <= 255, !tags.contains(tag) else { return }
        tags.append(tag)
    }

    /// The cluster of a technique; the galaxy of plants has clusters without ids.
    private func tag(_ technique: ReportedTechnique) -> String? {
        let id = technique.id
        let name = knowledge.technique(id)?.name ?? knowledge.retiredTechnique(id)?.name
        let isOfPlants = report.attack.domain == .ics
        return Self.tag(isOfPlants ? "mitre-ics-techniques" : "mitre-attack-pattern", name, isOfPlants ? nil : "\(id)")
    }

    private func tag(_ entity: ReportedEntity) -> String? {
        let (galaxy, name) =
            switch entity.kind {
            case .group: ("mitre-intrusion-set", knowledge.group(entity.id)?.name)
            case .malware: ("mitre-malware", knowledge.software(entity.id)?.name)
            case .tool: ("mitre-tool", knowledge.software(entity.id)?.name)
            case .campaign: ("mitre-campaign", knowledge.campaign(entity.id)?.name)
            }
        return Self.tag(galaxy, name ?? knowledge.retiredEntity(entity.id)?.name, entity.id)
    }

    /// The tag; `nil` for what the release has no name for, since the galaxy then has none either.
    private static func tag(_ galaxy: String, _ name: String?, _ id: String?) -> String? {
        // A quotation mark would end the tag early, and no name in ATT&CK has one.
        guard let name, !name.isEmpty, !name.contains("\"") else { return nil }
        return "misp-galaxy:\(galaxy)=\"\(InertText.line(name))\(id.map { " - \($0)" } ?? "")\""
    }
}
