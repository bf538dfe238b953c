import AttackKnowledge

/// What every layer for the ATT&CK Navigator has in common, in its format 4.5.
struct NavigatorLayer {
    /// The version of the layer format.
    static let layerVersion = "4.5"
    /// The version of the Navigator that layers are written for.
    static let navigatorVersion = "5.2.0"

    /// What the layer is called.
    let name: String
    /// What it shows, in sentences.
    let description: String
    /// The domain of ATT&CK.
    let domain: AttackDomain
    /// The release of ATT&CK, by its first number.
    let majorVersion: String
    /// Whether techniques that are switched off are left out of sight.
    var hidesDisabled = false
    /// The cells.
    let techniques: [JSONValue]
    /// What the colours mean.
    let legend: [JSONValue]
    /// Names and values beside the layer; those without a value are left out.
    let metadata: [(name: String, value: String)]

    /// The layer as JSON.
    var document: JSONValue {
        .object([
            ("name", .string(InertText.line(name, limit: 120))),
            (
                "versions",
                .object([
                    ("attack", .string(majorVersion)), ("navigator", .string(Self.navigatorVersion)),
                    ("layer", .string(Self.layerVersion)),
                ])
            ),
            ("domain", .string(domain.rawValue)),
            ("description", .string(InertText.line(description))),
            ("sorting", .integer(3)),
            ("layout", Self.layout),
            ("hideDisabled", .boolean(hidesDisabled)),
            ("techniques", .array(techniques)),
            ("gradient", Self.gradient),
            ("legendItems", .array(legend)),
            ("metadata", .array(metadata.filter { !$0.value.isEmpty }.map(Self.fact))),
            ("showTacticRowBackground", .boolean(false)),
            ("tacticRowBackground", .string("#dddddd")),
            ("selectTechniquesAcrossTactics", .boolean(true)),
            ("selectSubtechniquesWithParent", .boolean(false)),
            ("selectVisibleTechniques", .boolean(false)),
        ])
    }

    private static let layout: JSONValue = .object([
        ("layout", .string("side")),
        ("aggregateFunction", .string("max")),
        ("showID", .boolean(true)),
        ("showName", .boolean(true)),
        ("showAggregateScores", .boolean(true)),
        ("countUnscored", .boolean(false)),
        ("expandedSubtechniques", .string("annotated")),
    ])

    private static let gradient: JSONValue = .object([
        ("colors", .strings(["#fdf0e0ff", "#f4b678ff", "#a8390fff"])),
        ("minValue", .integer(0)),
        ("maxValue", .integer(100)),
    ])

    private static func fact(_ fact: (name: String, value: String)) -> JSONValue {
        .object([("name", .string(fact.name)), ("value", .string(fact.value))])
    }
}
