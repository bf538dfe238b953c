#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Learns the linear classifiers of a model: one a technique, one a family.
///
/// Techniques that annotated sentences cover learn from those and, with less weight, from ATT&CK's texts; all others, and the
/// families, learn from ATT&CK's texts alone, because for them a report's silence means nothing. Sentences that analysts
/// reviewed teach those techniques alone that a verdict was on.
struct SentenceBanks: Sendable {
    private static let attackPasses = 6
    private static let annotatedPasses = 8

    let data: SparseRows
    let options: TrainingOptions
    let classCount: Int
    let familyCount: Int
    let covered: Set<UInt16>

    private let labels: [[UInt16]]
    private let familyLabels: [[UInt16]]
    private let documents: [Int?]
    private let isTaught: [Bool]
    private let isReviewed: [Bool]
    private let refuted: [[UInt16]]
    private let shown: [Set<UInt16>]

    init(_ collected: TrainingRows, _ data: SparseRows, _ options: TrainingOptions, classCount: Int, familyCount: Int) {
        self.data = data
        self.options = options
        self.classCount = classCount
        self.familyCount = familyCount
        covered = collected.covered
        labels = collected.rows.map(\.labels)
        familyLabels = collected.rows.map(\.families)
        documents = collected.rows.map(\.document)
        isTaught = collected.rows.map(\.isTaught)
        isReviewed = collected.rows.map(\.isReviewed)
        refuted = collected.rows.map(\.refuted)
        shown = collected.reports.map(\.gold)
    }

    /// Learns every class from everything; gives the weights, and for classes that have seen no report the margins of held
    /// vectors, set by set.
    func learn(importance: [Float], held: [SparseRows]) -> [(learned: LearnedClass, margins: [[Float]])] {
        let data = self.data
        return ParallelClasses.map(
            count: classCount + familyCount,
            threads: options.threads,
            makeState: { ClassLearner(data) },
            { learner, index in
                learner.learn(examples(index, part: nil), classIndex: index, passes: passes(index))
                let isCovered = index < classCount && covered.contains(UInt16(index))
                let margins =
                    isCovered ? [] : held.map { held in (0..<held.count).map { learner.margin(of: $0, in: held) } }
                return (LearnedClass(learner, importance: importance), margins)
            }
        )
    }

    /// Learns the covered classes without each part in turn; gives the margins of the held vectors of that part.
    func learnWithout(_ parts: [Int], count: Int, held: SparseRows, rows: [Int]) -> [Int: [Float]] {
        let data = self.data
        let classes = covered.sorted().map(Int.init)
        let found = ParallelClasses.map(
            count: classes.count * count,
            threads: options.threads,
            makeState: { ClassLearner(data) },
            { learner, item -> [Float] in
                let index = classes[item / count]
                let part = item % count
                learner.learn(examples(index, part: (parts, part)), classIndex: index, passes: passes(index))
                return rows.indices.map { place in
                    guard let document = documents[rows[place]], parts[document] == part else { return -.infinity }
                    return learner.margin(of: place, in: held)
                }
            }
        )
        var margins: [Int: [Float]] = [:]
        for (item, values) in found.enumerated() {
            let index = classes[item / count]
            margins[index] = margins[index].map { zip($0, values).map { max($0, $1) } } ?? values
        }
        return margins
    }

    private func passes(_ index: Int) -> Int {
        index < classCount && covered.contains(UInt16(index)) ? Self.annotatedPasses : Self.attackPasses
    }

    /// The examples of a class: which rows, on which side, at what cost; without those of one part of the reports.
    private func examples(_ index: Int, part: (parts: [Int], held: Int)?) -> ClassLearner.Examples {
        let isFamily = index >= classCount
        let label = UInt16(isFamily ? index - classCount : index)
        let isCovered = !isFamily && covered.contains(label)
        let attackCost = isCovered ? options.cost * options.attackTextWeight : options.cost
        var examples = ClassLearner.Examples()
        for row in labels.indices where isTaught[row] {
            let isPositive = (isFamily ? familyLabels[row] : labels[row]).contains(label)
            var cost = attackCost
            if isReviewed[row] {
                // What was said of one technique says nothing of others, nor of a whole family that it is not.
                guard isPositive || (!isFamily && refuted[row].contains(label)) else { continue }
                cost = options.cost
            }
            if let document = documents[row] {
                guard isCovered else { continue }
                if let part, part.parts[document] == part.held { continue }
                let isSibling = !isPositive && shown[document].contains(label)
                cost = isSibling ? options.cost * options.unlabelledSiblingWeight : options.cost
            }
            examples.rows.append(Int32(row))
            examples.signs.append(isPositive ? 1 : -1)
            examples.costs.append(cost)
        }
        return examples
    }
}
