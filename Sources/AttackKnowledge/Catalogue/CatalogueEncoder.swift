/// Writes the stored form of a knowledge base; see ``CatalogueFormat``.
struct CatalogueEncoder {
    private var output: [UInt8] = []
    private var lines = 0

    /// The stored form, and the fingerprint in its last line.
    static func encode(_ knowledge: KnowledgeBase) -> (bytes: [UInt8], fingerprint: String) {
        var encoder = CatalogueEncoder()
        encoder.output.reserveCapacity(1 << 20)
        encoder.writeHeader(knowledge)
        encoder.writeDefinitions(knowledge)
        encoder.writeDefences(knowledge)
        encoder.writeEntities(knowledge)
        let hash = encoder.output.withUnsafeBytes { Fingerprint.of($0) }
        let fingerprint = Fingerprint.hexadecimal(hash)
        encoder.output += "\(CatalogueFormat.trailer)\t\(encoder.lines)\t\(fingerprint)\n".utf8
        return (encoder.output, fingerprint)
    }

    private mutating func writeHeader(_ knowledge: KnowledgeBase) {
        output += CatalogueFormat.name.utf8
        field("\(CatalogueFormat.version)")
        field(knowledge.domain.rawValue)
        field(knowledge.version)
        field(knowledge.released ?? "")
        output.append(UInt8(ascii: "\n"))
    }

    private mutating func writeDefinitions(_ knowledge: KnowledgeBase) {
        for tactic in knowledge.tactics {
            line(.tactic, tactic.id, tactic.shortName, tactic.name, stix(tactic.stixID, .tactic))
        }
        for source in knowledge.dataSources {
            line(.dataSource, source.id, source.name, stix(source.stixID, .dataSource), lists: [source.platforms])
        }
        for component in knowledge.dataComponents {
            let stixID = stix(component.stixID, .dataComponent)
            let id = component.id == component.stixID ? "" : component.id
            line(.dataComponent, id, component.name, stixID, component.dataSource ?? "")
        }
        for technique in knowledge.techniques {
            line(
                .technique,
                technique.id.description,
                technique.name,
                stix(technique.stixID, .technique),
                lists: [technique.tactics, technique.platforms, technique.dataComponents]
            )
        }
        for technique in knowledge.retired {
            let state = technique.isRevoked ? "revoked" : "deprecated"
            let replacement = technique.replacement?.description ?? ""
            line(.retiredTechnique, technique.id.description, technique.name, state, replacement)
        }
    }

    private mutating func writeDefences(_ knowledge: KnowledgeBase) {
        for strategy in knowledge.detectionStrategies {
            let stixID = stix(strategy.stixID, .detectionStrategy)
            line(.detectionStrategy, strategy.id, strategy.name, stixID, lists: [strategy.techniques.texts])
        }
        for strategy in knowledge.detectionStrategies {
            for analytic in strategy.analytics {
                line(.analytic, strategy.id, analytic.id, lists: [analytic.platforms, analytic.dataComponents])
            }
        }
        for mitigation in knowledge.mitigations {
            let stixID = stix(mitigation.stixID, .mitigation)
            line(.mitigation, mitigation.id, mitigation.name, stixID, lists: [mitigation.techniques.texts])
        }
    }

    private mutating func writeEntities(_ knowledge: KnowledgeBase) {
        for group in knowledge.groups {
            let lists = [group.aliases, group.techniques.texts, group.software]
            line(.group, group.id, group.name, stix(group.stixID, .group), lists: lists)
        }
        for software in knowledge.software {
            let lists = [software.aliases, software.platforms, software.techniques.texts]
            let stixID = stix(software.stixID, software.kind == .tool ? .tool : .malware)
            line(.software, software.id, software.name, software.kind.rawValue, stixID, lists: lists)
        }
        for campaign in knowledge.campaigns {
            let lists = [campaign.aliases, campaign.techniques.texts, campaign.software, campaign.groups]
            line(.campaign, campaign.id, campaign.name, stix(campaign.stixID, .campaign), lists: lists)
        }
        for entity in knowledge.retiredEntities {
            let state = entity.isRevoked ? "revoked" : "deprecated"
            line(.retiredEntity, entity.id, entity.kind.rawValue, entity.name, state, entity.replacement ?? "")
        }
    }

    private mutating func line(_ section: CatalogueFormat.Section, _ fields: String..., lists: [[String]] = []) {
        output += UnsafeBufferPointer(start: section.tag.utf8Start, count: section.tag.utf8CodeUnitCount)
        for text in fields {
            field(text)
        }
        for list in lists {
            output.append(UInt8(ascii: "\t"))
            for (index, text) in list.enumerated() {
                if index > 0 {
                    output.append(UInt8(ascii: "|"))
                }
                write(text)
            }
        }
        output.append(UInt8(ascii: "\n"))
        lines += 1
    }

    private mutating func field(_ text: String) {
        output.append(UInt8(ascii: "\t"))
        write(text)
    }

    private mutating func write(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): output += "\\\\".utf8
            case UInt8(ascii: "\t"): output += "\\t".utf8
            case UInt8(ascii: "\n"): output += "\\n".utf8
            case UInt8(ascii: "\r"): output += "\\r".utf8
            case UInt8(ascii: "|"): output += "\\p".utf8
            default: output.append(byte)
            }
        }
    }

    /// A STIX id without its type; an id of another shape is left whole.
    private func stix(_ id: String, _ kind: StixKind) -> String {
        let prefix = "\(kind.rawValue)--"
        guard id.hasPrefix(prefix), id.utf8.count > prefix.utf8.count else { return id }
        var rest = String(id.dropFirst(prefix.count))
        return rest.withUTF8 { UnsafeRawBufferPointer($0).hasDoubleHyphen } ? id : rest
    }
}

extension [TechniqueID] {
    fileprivate var texts: [String] { map(\.description) }
}
