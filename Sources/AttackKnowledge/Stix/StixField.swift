/// The members of STIX objects that are read; all others are skipped.
enum StixField: Int, CaseIterable {
    case type, id, name, description, modified, revoked, aliases
    case killChainPhases, externalReferences
    case relationshipType, sourceRef, targetRef, tacticRefs
    case deprecated, domains, platforms, shortName, softwareAliases, version
    case dataSources, dataSourceRef, analyticRefs, logSourceReferences

    /// The member's name in a bundle.
    var key: StaticString {
        switch self {
        case .type: "type"
        case .id: "id"
        case .name: "name"
        case .description: "description"
        case .modified: "modified"
        case .revoked: "revoked"
        case .aliases: "aliases"
        case .killChainPhases: "kill_chain_phases"
        case .externalReferences: "external_references"
        case .relationshipType: "relationship_type"
        case .sourceRef: "source_ref"
        case .targetRef: "target_ref"
        case .tacticRefs: "tactic_refs"
        case .deprecated: "x_mitre_deprecated"
        case .domains: "x_mitre_domains"
        case .platforms: "x_mitre_platforms"
        case .shortName: "x_mitre_shortname"
        case .softwareAliases: "x_mitre_aliases"
        case .version: "x_mitre_version"
        case .dataSources: "x_mitre_data_sources"
        case .dataSourceRef: "x_mitre_data_source_ref"
        case .analyticRefs: "x_mitre_analytic_refs"
        case .logSourceReferences: "x_mitre_log_source_references"
        }
    }

    /// The fields by the length of their names, so that a key is compared with few.
    static let byLength: [[StixField]] = {
        var table = [[StixField]](repeating: [], count: 32)
        for field in allCases {
            table[field.key.utf8CodeUnitCount].append(field)
        }
        return table
    }()

    /// The field with this name.
    static func named(_ key: UnsafeRawBufferPointer) -> StixField? {
        guard key.count < byLength.count else { return nil }
        return byLength[key.count].first { key.equals($0.key) }
    }
}
