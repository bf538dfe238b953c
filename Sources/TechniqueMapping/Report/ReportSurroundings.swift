internal import AttackKnowledge

/// What the report stage knows besides the report: the classes, their families, and who uses what.
struct ReportSurroundings: Sendable {
    let families: TechniqueFamilies
    /// Whether annotated reports cover the class.
    let isAnnotated: [Bool]
    let isSubTechnique: [Bool]
    /// How many groups, pieces of software and campaigns are known to use each class.
    let userCounts: [Float]
    /// The classes whose sub-techniques are classes too.
    let parents: Set<Int>
    var usage: SharedUse
    /// Whether places among all classes are wanted.
    let ranksClasses: Bool
    /// How much less a margin promises where no annotated report taught the class.
    private static let doubt: Float = 0.25

    init(
        _ knowledge: KnowledgeBase,
        classes: [TechniqueID],
        isAnnotated: [Bool],
        usage: SharedUse?,
        ranksClasses: Bool
    ) {
        families = TechniqueFamilies(classes)
        self.isAnnotated = isAnnotated
        isSubTechnique = classes.map { $0.isSubTechnique }
        parents = Set(families.parent.filter { $0 >= 0 })
        let users = Self.users(knowledge, classes)
        var counts = [Float](repeating: 0, count: classes.count)
        for list in users { for index in list { counts[index] += 1 } }
        userCounts = counts
        self.usage = usage ?? SharedUse(users.map { ($0, 1) }, count: classes.count)
        self.ranksClasses = ranksClasses
    }

    /// The classes each known actor, piece of software and campaign uses; one outside the classes counts for its parent.
    static func users(_ knowledge: KnowledgeBase, _ classes: [TechniqueID]) -> [[Int]] {
        let positions = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        let lists =
            knowledge.groups.map(\.techniques) + knowledge.software.map(\.techniques)
            + knowledge.campaigns.map(\.techniques)
        return
            lists.map { list in
                Set(list.compactMap { positions[$0] ?? $0.parent.flatMap { positions[$0] } }).sorted()
            }
            .filter { !$0.isEmpty }
    }

    /// The probability that a class's largest margin promises.
    func promise(of index: Int, _ margin: Float) -> Float {
        guard margin.isFinite else { return 0 }
        let value = MarginScale.reportProbability(isAnnotated[index] ? margin : margin - Self.doubt)
        return value < 0.01 ? 0 : value
    }
}
