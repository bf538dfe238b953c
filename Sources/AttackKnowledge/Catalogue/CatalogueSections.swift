/// Turns the lines of a stored knowledge base into facts, section by section.
struct CatalogueSections {
    private var section = CatalogueFormat.Section.tactic
    private var previous = ""
    private var strategy = 0

    /// Reads one line.
    ///
    /// - Throws: `CatalogueFault` when the line is of no section, out of order, or malformed.
    mutating func read(_ line: CatalogueLine, into facts: inout KnowledgeFacts) throws(CatalogueFault) {
        try enterSection(of: line)
        guard line.fieldCount == section.fieldCount else {
            throw CatalogueFault("has \(line.fieldCount) fields, expected \(section.fieldCount)", line: line.number)
        }
        if section.isSorted {
            let key = try section == .dataComponent ? componentID(line) : line.text(0)
            guard previous < key else { throw CatalogueFault("is out of order", line: line.number) }
            previous = key
        }
        switch section {
        case .tactic, .dataSource, .dataComponent, .technique, .retiredTechnique:
            try readDefinition(line, into: &facts)
        case .detectionStrategy, .analytic, .mitigation:
            try readDefence(line, into: &facts)
        case .group, .software, .campaign, .retiredEntity:
            try readEntity(line, into: &facts)
        }
    }

    private mutating func enterSection(of line: CatalogueLine) throws(CatalogueFault) {
        while !line.hasTag(section.tag) {
            guard let next = CatalogueFormat.Section(rawValue: section.rawValue + 1) else {
                throw CatalogueFault("is of no known section, or of one that is over", line: line.number)
            }
            section = next
            previous = ""
        }
    }

    private func readDefinition(_ line: CatalogueLine, into facts: inout KnowledgeFacts) throws(CatalogueFault) {
        switch section {
        case .tactic:
            let stixID = try line.stixID(3, .tactic)
            try facts.tactics.append(
                Tactic(id: line.text(0), shortName: line.text(1), name: line.text(2), stixID: stixID)
            )
        case .dataSource:
            let stixID = try line.stixID(2, .dataSource)
            try facts.dataSources.append(
                DataSource(id: line.text(0), name: line.text(1), stixID: stixID, platforms: line.texts(3))
            )
        case .dataComponent:
            let stixID = try line.stixID(2, .dataComponent)
            let source = try line.optionalText(3)
            try facts.dataComponents.append(
                DataComponent(id: componentID(line), name: line.text(1), stixID: stixID, dataSource: source)
            )
        case .technique:
            try facts.techniques.append(
                Technique(
                    id: line.technique(0),
                    name: line.text(1),
                    stixID: line.stixID(2, .technique),
                    tactics: line.texts(3),
                    platforms: line.texts(4),
                    dataComponents: line.texts(5)
                )
            )
        default:
            let replacement = try line.optionalText(3) == nil ? nil : line.technique(3)
            try facts.retired.append(
                RetiredTechnique(
                    id: line.technique(0),
                    name: line.text(1),
                    isRevoked: line.isRevoked(2),
                    replacement: replacement
                )
            )
        }
    }

    private func componentID(_ line: CatalogueLine) throws(CatalogueFault) -> String {
        guard let id = try line.optionalText(0) else { return try line.stixID(2, .dataComponent) }
        return id
    }

    private mutating func readDefence(_ line: CatalogueLine, into facts: inout KnowledgeFacts) throws(CatalogueFault) {
        switch section {
        case .detectionStrategy:
            let stixID = try line.stixID(2, .detectionStrategy)
            try facts.detectionStrategies.append(
                DetectionStrategy(id: line.text(0), name: line.text(1), stixID: stixID, techniques: line.techniques(3))
            )
        case .analytic:
            let owner = try line.text(0)
            while strategy < facts.detectionStrategies.count, facts.detectionStrategies[strategy].id != owner {
                strategy += 1
            }
            guard strategy < facts.detectionStrategies.count else {
                throw CatalogueFault("has no detection strategy", line: line.number)
            }
            try facts.detectionStrategies[strategy].analytics
                .append(
                    Analytic(id: line.text(1), platforms: line.texts(2), dataComponents: line.texts(3))
                )
        default:
            let stixID = try line.stixID(2, .mitigation)
            try facts.mitigations.append(
                Mitigation(id: line.text(0), name: line.text(1), stixID: stixID, techniques: line.techniques(3))
            )
        }
    }

    private func readEntity(_ line: CatalogueLine, into facts: inout KnowledgeFacts) throws(CatalogueFault) {
        switch section {
        case .group:
            try facts.groups.append(
                Group(
                    id: line.text(0),
                    name: line.text(1),
                    aliases: line.texts(3),
                    stixID: line.stixID(2, .group),
                    techniques: line.techniques(4),
                    software: line.texts(5)
                )
            )
        case .software:
            guard let kind = Software.Kind(rawValue: try line.text(2)) else {
                throw CatalogueFault("expected malware or tool", line: line.number)
            }
            try facts.software.append(
                Software(
                    id: line.text(0),
                    name: line.text(1),
                    kind: kind,
                    aliases: line.texts(4),
                    platforms: line.texts(5),
                    stixID: line.stixID(3, kind == .tool ? .tool : .malware),
                    techniques: line.techniques(6)
                )
            )
        case .campaign:
            try facts.campaigns.append(
                Campaign(
                    id: line.text(0),
                    name: line.text(1),
                    aliases: line.texts(3),
                    stixID: line.stixID(2, .campaign),
                    techniques: line.techniques(4),
                    software: line.texts(5),
                    groups: line.texts(6)
                )
            )
        default:
            guard let kind = RetiredEntity.Kind(rawValue: try line.text(1)) else {
                throw CatalogueFault("expected group, software or campaign", line: line.number)
            }
            try facts.retiredEntities.append(
                RetiredEntity(
                    kind: kind,
                    id: line.text(0),
                    name: line.text(2),
                    isRevoked: line.isRevoked(3),
                    replacement: line.optionalText(4)
                )
            )
        }
    }
}

extension CatalogueFormat.Section {
    /// The number of fields after the tag.
    fileprivate var fieldCount: Int {
        switch self {
        case .tactic, .dataSource, .dataComponent, .retiredTechnique, .detectionStrategy, .analytic, .mitigation: 4
        case .retiredEntity: 5
        case .technique, .group: 6
        case .software, .campaign: 7
        }
    }

    /// Whether the first field grows from line to line: no id can stand twice.
    fileprivate var isSorted: Bool { self != .tactic && self != .analytic }
}
