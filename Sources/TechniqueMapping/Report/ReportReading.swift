/// A report as the report stage sees it: the trace of its margins, what is written literally, and what is derived.
struct ReportReading {
    let trace: ReportTrace
    let literals: LiteralSignals
    let families: TechniqueFamilies
    /// Whether annotated reports cover the class.
    let isAnnotated: [Bool]
    let isSubTechnique: [Bool]
    /// How many groups, pieces of software and campaigns are known to use each class.
    let userCounts: [Float]
    /// The probability that each class's largest margin promises.
    let promises: [Float]
    /// Their sum.
    let reportMass: Float
    /// The largest margin of any class.
    let largestMargin: Float

    private let associations: [Float]
    private let ranks: [Float]
    private let parents: Set<Int>

    init(_ trace: ReportTrace, _ literals: LiteralSignals, _ surroundings: ReportSurroundings) {
        self.trace = trace
        self.literals = literals
        families = surroundings.families
        isAnnotated = surroundings.isAnnotated
        isSubTechnique = surroundings.isSubTechnique
        userCounts = surroundings.userCounts
        parents = surroundings.parents
        let count = surroundings.isAnnotated.count
        var promises = [Float](repeating: 0, count: count)
        var largest = MarginScale.silent
        for index in 0..<count {
            let margin = trace.best[index]
            largest = max(largest, margin)
            promises[index] = surroundings.promise(of: index, margin)
        }
        let mass = promises.reduce(0, +)
        associations = surroundings.usage.associations(promises).map { $0 / max(mass, 1) }
        self.promises = promises
        reportMass = mass
        largestMargin = largest
        if surroundings.ranksClasses {
            let order = (0..<count).sorted { (trace.best[$1], $0) < (trace.best[$0], $1) }
            var ranks = [Float](repeating: 0, count: count)
            for (place, index) in order.enumerated() { ranks[index] = Float(place + 1) }
            self.ranks = ranks
        } else {
            ranks = []
        }
    }

    /// The place of a class among all by its largest margin, from 1.
    func rank(of index: Int) -> Float { ranks[index] }

    /// How much the other classes of the report speak for this one, by how often they are used together.
    func association(of index: Int) -> Float { associations[index] }

    /// Whether no sentence rises above the floor for a technique or family, and nothing is written.
    func isSilent(_ index: Int) -> Bool {
        guard trace.tallies[index].sentences.0 < 0 else { return false }
        guard index < isAnnotated.count else { return true }
        return literals.names[index] == 0 && literals.identifiers[index] == 0
    }

    /// Whether sub-techniques of this class are classes too.
    func isParent(_ index: Int) -> Bool { parents.contains(index) }
}
