import AttackKnowledge

extension STIXReport {
    /// What ATT&CK says of things that the document names and of techniques that it describes.
    ///
    /// A document that names a group and describes a technique does not say that the one uses the other; ATT&CK may. So a
    /// relationship is made only where the release has it, says so, and is as certain as the technique. Between names
    /// alone nothing was measured, and no confidence is given.
    mutating func appendUses() {
        for entity in report.groups + report.software + report.campaigns {
            guard let source = stixID(of: entity) else { continue }
            let relations = relations(of: entity)
            let techniques = Set(relations.techniques)
            for technique in report.techniques where techniques.contains(technique.id) {
                guard let target = knowledge.technique(technique.id)?.stixID else { continue }
                let name = "\(Self.name(technique.name)) (\(technique.id))"
                let what = "\(release) says that \(Self.name(entity.name)) uses \(name)"
                appendRelationship(
                    "uses",
                    from: source,
                    to: target,
                    "\(what); the document names the one and describes the other.",
                    confidence: Self.confidence(in: technique)
                )
            }
            for software in report.software where relations.software.contains(software.id) {
                appendRelationship("uses", from: entity, to: software, "uses")
            }
            for group in report.groups where relations.groups.contains(group.id) {
                appendRelationship("attributed-to", from: entity, to: group, "is attributed to")
            }
        }
    }

    /// Appends a relationship of ours.
    mutating func appendRelationship(
        _ type: String,
        from source: String,
        to target: String,
        _ description: String?,
        confidence: Int? = nil
    ) {
        var members: Members = [
            ("relationship_type", .string(type)), ("source_ref", .string(source)), ("target_ref", .string(target)),
        ]
        if let description {
            members.append(("description", .string(description)))
        }
        if let confidence {
            members.append(("confidence", .integer(confidence)))
        }
        append("relationship", named: "\(type)/\(source)/\(target)", members)
    }

    private mutating func appendRelationship(
        _ type: String,
        from source: ReportedEntity,
        to target: ReportedEntity,
        _ verb: String
    ) {
        guard let sourceID = stixID(of: source), let targetID = stixID(of: target) else { return }
        let what = "\(release) says that \(Self.name(source.name)) \(verb) \(Self.name(target.name))"
        appendRelationship(type, from: sourceID, to: targetID, "\(what); the document names both.")
    }

    private var release: String { InertText.line("ATT&CK \(report.attack.version)", limit: 40) }

    private func relations(
        of entity: ReportedEntity
    ) -> (techniques: [TechniqueID], software: [String], groups: [String]) {
        switch entity.kind {
        case .group:
            let group = knowledge.group(entity.id)
            return (group?.techniques ?? [], group?.software ?? [], [])
        case .malware, .tool:
            return (knowledge.software(entity.id)?.techniques ?? [], [], [])
        case .campaign:
            let campaign = knowledge.campaign(entity.id)
            return (campaign?.techniques ?? [], campaign?.software ?? [], campaign?.groups ?? [])
        }
    }
}
