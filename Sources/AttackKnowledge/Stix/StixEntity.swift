/// One object of a bundle that is not a relationship, decoded.
struct StixEntity {
    let kind: StixKind
    let stixID: String
    /// The ATT&CK id; the STIX id for the kinds that may lack one.
    let attackID: String
    let name: String
    let modified: String
    let isRevoked: Bool
    let isDeprecated: Bool
    let domains: [String]
    let platforms: [String]
    let aliases: [String]
    let phases: [(chain: String?, name: String)]
    let shortName: String
    /// What a matrix, a data component, a detection strategy or an analytic is made of.
    let references: [String]
    /// The data sources that a technique lists by name.
    let dataSourceNames: [String]
    let description: String

    var isActive: Bool { !isRevoked && !isDeprecated }

    /// Decodes the members that objects of this kind have.
    init(_ object: StixObject, kind: StixKind, withProse: Bool) throws(MalformedObject) {
        self.kind = kind
        stixID = try object.required(.id)
        guard stixID.hasPrefix("\(kind.rawValue)--") else { throw MalformedObject("has an id that is not of its type") }
        name = try object.required(.name)
        modified = try object.text(.modified) ?? ""
        isRevoked = try object.flag(.revoked)
        isDeprecated = try object.flag(.deprecated)
        domains = try object.texts(.domains)
        platforms = try object.texts(.platforms)
        attackID = try StixEntity.attackID(of: object, kind: kind, stixID: stixID)
        aliases = try StixEntity.aliases(of: object, kind: kind, name: name)
        phases = try StixEntity.phases(of: object, kind: kind)
        shortName = kind == .tactic ? try object.required(.shortName) : ""
        references = try StixEntity.references(of: object, kind: kind)
        dataSourceNames = kind == .technique ? try object.texts(.dataSources) : []
        description = withProse && kind.hasProse ? try object.text(.description) ?? "" : ""
    }

    private static func attackID(
        of object: StixObject,
        kind: StixKind,
        stixID: String
    ) throws(MalformedObject) -> String {
        let references = try object.pairs(.externalReferences, "source_name", "external_id")
        let id = references.first { $0.first?.hasPrefix("mitre") == true && $0.second != nil }?.second
        guard let id, !id.isEmpty else {
            guard kind == .matrix || kind == .dataComponent else {
                throw MalformedObject("has no ATT&CK id among its external references")
            }
            return stixID
        }
        if kind == .technique, TechniqueID(id) == nil {
            throw MalformedObject("has an ATT&CK id that is not a technique's, such as T1059.001")
        }
        return id
    }

    private static func aliases(of object: StixObject, kind: StixKind, name: String) throws(MalformedObject) -> [String]
    {
        guard kind == .group || kind == .campaign || kind.isSoftware else { return [] }
        var seen: Set<String> = [name]
        return (try object.texts(.aliases) + object.texts(.softwareAliases)).filter { seen.insert($0).inserted }
    }

    private static func phases(
        of object: StixObject,
        kind: StixKind
    ) throws(MalformedObject) -> [(chain: String?, name: String)] {
        guard kind == .technique else { return [] }
        var phases: [(chain: String?, name: String)] = []
        for (chain, name) in try object.pairs(.killChainPhases, "kill_chain_name", "phase_name") {
            guard let name, !name.isEmpty else { throw MalformedObject("has a kill chain phase without a name") }
            phases.append((chain, name))
        }
        return phases
    }

    private static func references(of object: StixObject, kind: StixKind) throws(MalformedObject) -> [String] {
        switch kind {
        case .matrix: try object.texts(.tacticRefs)
        case .detectionStrategy: try object.texts(.analyticRefs)
        case .dataComponent: try [object.text(.dataSourceRef)].compactMap(\.self)
        case .analytic:
            try object.pairs(.logSourceReferences, "x_mitre_data_component_ref", "name").compactMap(\.first)
        default: []
        }
    }
}

extension StixKind {
    /// Whether models are trained on the description.
    fileprivate var hasProse: Bool {
        switch self {
        case .technique, .group, .malware, .tool, .campaign, .mitigation: true
        default: false
        }
    }
}
