/// The stored form of a knowledge base: text, one entity a line, the fields separated by tabs.
///
/// The first line has the name of the format, its version, domain, release and date (which may be empty). The sections
/// follow in the order of ``Section``, each sorted by id, tactics in matrix order. The last line is `end`, the number
/// of lines between it and the first, and the fingerprint of all that precedes it. Lists are separated by bars; a
/// backslash escapes itself (`\\`), tabs (`\t`), line feeds (`\n`), carriage returns (`\r`) and bars (`\p`). Of STIX
/// ids, the part that repeats the type is left out. The same facts give the same bytes.
enum CatalogueFormat {
    static let name = "tradecraft-knowledge"
    static let version = 1
    static let trailer = "end"

    /// The kinds of lines, in their order.
    enum Section: Int, CaseIterable {
        case tactic, dataSource, dataComponent, technique, retiredTechnique
        case detectionStrategy, analytic, mitigation, group, software, campaign, retiredEntity

        /// The first field of a line.
        var tag: StaticString {
            switch self {
            case .tactic: "tactic"
            case .dataSource: "source"
            case .dataComponent: "component"
            case .technique: "technique"
            case .retiredTechnique: "retired"
            case .detectionStrategy: "detection"
            case .analytic: "analytic"
            case .mitigation: "mitigation"
            case .group: "group"
            case .software: "software"
            case .campaign: "campaign"
            case .retiredEntity: "former"
            }
        }
    }
}
