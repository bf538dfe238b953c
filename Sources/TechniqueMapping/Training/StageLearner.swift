#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Learns the report stage on traces that were made out of fold, and finds out by cross-validation what its answers are worth.
struct StageLearner {
    /// What was learned.
    struct Outcome {
        var stage: ReportStage
        /// From the stage's probabilities to observed rates, for techniques.
        var calibration: CalibrationTable
    }

    /// One report in one shuffle.
    private struct Example {
        var report: Int
        var part: Int
        var reading: ReportReading
        /// The odds of each class without the reports of this one's part.
        var priors: [Float]
    }

    private let reports: [TrainingReport]
    private let surroundings: ReportSurroundings
    private let options: TrainingOptions
    private let isClosed: Bool
    private let habits: ClassHabits
    private let examples: [Example]

    init(
        _ reports: [TrainingReport],
        _ outOfFold: OutOfFold,
        _ surroundings: ReportSurroundings,
        _ options: TrainingOptions,
        isClosed: Bool,
        makeUsage: (([TrainingReport]) -> SharedUse)?
    ) {
        self.reports = reports
        self.surroundings = surroundings
        self.options = options
        self.isClosed = isClosed
        let count = surroundings.isAnnotated.count
        let groupEnds = isClosed ? [count] : [count, count + surroundings.families.count]
        var examples: [Example] = []
        for shuffle in outOfFold.shuffles {
            for part in 0..<options.folds {
                let others = reports.indices.filter { shuffle.parts[$0] != part }.map { reports[$0] }
                var surroundings = surroundings
                if let makeUsage { surroundings.usage = makeUsage(others) }
                let priors = Self.priors(others, classCount: count)
                for (number, report) in reports.enumerated() where shuffle.parts[number] == part {
                    let trace = outOfFold.trace(of: report, shuffle, groupEnds: groupEnds)
                    let reading = ReportReading(trace, report.literals, surroundings)
                    examples.append(Example(report: number, part: part, reading: reading, priors: priors))
                }
            }
        }
        self.examples = examples
        let spread = Self.spread(examples.map(\.reading), classCount: count)
        habits = ClassHabits(
            priors: Self.priors(reports, classCount: count),
            means: spread.means,
            deviations: spread.deviations
        )
    }

    /// Learns from everything, after calibrating on parts left out in turn.
    ///
    /// The stage is the mean of those learned without a part and the one learned from all: trees that saw other reports
    /// err differently.
    func learn() -> Outcome {
        let parts = (examples.map(\.part).max() ?? 0) + 1
        var calibrator = Calibrator(grid: Calibrator.probabilityGrid)
        var stages: [ReportStage] = []
        for part in 0..<parts {
            let stage = learn { $0 != part }
            for example in examples where example.part == part {
                let verdict = stage.verdict(on: example.reading)
                for index in wanted(example) {
                    calibrator.add(verdict.classes[index], isPositive: isGold(example, index))
                }
            }
            stages.append(stage)
        }
        let whole = learn { _ in true }
        return Outcome(stage: ReportStage.mean(stages + [whole]) ?? whole, calibration: calibrator.table())
    }

    private func isGold(_ example: Example, _ index: Int) -> Bool {
        reports[example.report].gold.contains(UInt16(index))
    }

    /// The classes whose presence or absence in a report is known.
    private func wanted(_ example: Example) -> [Int] {
        let isExhaustive = reports[example.report].coverage == .exhaustive
        return surroundings.isAnnotated.indices.filter { isExhaustive || surroundings.isAnnotated[$0] }
    }

    private func learn(_ includes: (Int) -> Bool) -> ReportStage {
        let chosen = examples.filter { includes($0.part) }
        if isClosed {
            var forest = ForestLearner.Options()
            forest.rising = []
            return .closed(
                ClosedStage(
                    techniques: ForestLearner.learn(techniqueTable(chosen), forest),
                    habits: habits,
                    usage: surroundings.usage
                )
            )
        }
        let family = ForestLearner.Options(trees: 60, rate: 0.1, leafRows: 40, rising: FamilyInputs.rising)
        let member = ForestLearner.Options(trees: 50, rate: 0.12, leafRows: 30)
        return .open(
            OpenStage(
                families: ForestLearner.learn(familyTable(chosen), family),
                members: ForestLearner.learn(memberTable(chosen), member)
            )
        )
    }

    /// Reports with many techniques do not outweigh those with few.
    private func weight(_ example: Example) -> Float {
        1 / sqrtf(Float(max(1, reports[example.report].gold.count)) / 10)
    }

    private func techniqueTable(_ chosen: [Example]) -> ForestLearner.Table {
        var table = ForestLearner.Table(inputCount: TechniqueInputs.count)
        let inputs = UnsafeMutableBufferPointer<Float>.allocate(capacity: TechniqueInputs.count)
        inputs.initialize(repeating: 0)
        defer { inputs.deallocate() }
        for example in chosen {
            for index in wanted(example) {
                TechniqueInputs.write(index, example.reading, habits, to: inputs)
                inputs[TechniqueInputs.prior] = example.priors[index]
                table.add(inputs, answer: isGold(example, index), weight: weight(example))
            }
        }
        return table
    }

    private func familyTable(_ chosen: [Example]) -> ForestLearner.Table {
        var table = ForestLearner.Table(inputCount: FamilyInputs.count)
        let inputs = UnsafeMutableBufferPointer<Float>.allocate(capacity: FamilyInputs.count)
        inputs.initialize(repeating: 0)
        defer { inputs.deallocate() }
        let families = surroundings.families
        for example in chosen where !isCoveredByExhaustive(example) {
            let known = Set(wanted(example).map { families.family[$0] })
            for family in known.sorted() {
                FamilyInputs.write(family, example.reading, to: inputs)
                let answer = families.members[family].contains { isGold(example, $0) }
                table.add(inputs, answer: answer, weight: weight(example))
            }
        }
        return table
    }

    private func memberTable(_ chosen: [Example]) -> ForestLearner.Table {
        var table = ForestLearner.Table(inputCount: MemberInputs.count)
        let inputs = UnsafeMutableBufferPointer<Float>.allocate(capacity: MemberInputs.count)
        inputs.initialize(repeating: 0)
        defer { inputs.deallocate() }
        let families = surroundings.families
        for example in chosen where !isCoveredByExhaustive(example) {
            let known = Set(wanted(example).map { families.family[$0] })
            for family in known.sorted() {
                let members = families.members[family]
                guard members.count > 1, members.contains(where: { isGold(example, $0) }) else { continue }
                for member in members {
                    MemberInputs.write(member, example.reading, to: inputs)
                    table.add(inputs, answer: isGold(example, member), weight: 1)
                }
            }
        }
        return table
    }

    /// A report that is labelled as a whole speaks for itself; its annotated sentences would say less.
    private func isCoveredByExhaustive(_ example: Example) -> Bool {
        let report = reports[example.report]
        guard report.coverage == .annotated else { return false }
        return exhaustiveNames.contains(report.name)
    }

    private var exhaustiveNames: Set<String> {
        Set(reports.filter { $0.coverage == .exhaustive }.map(\.name))
    }

    /// The logarithm of the odds that a report shows each class.
    private static func priors(_ reports: [TrainingReport], classCount: Int) -> [Float] {
        var shown = [Float](repeating: 0, count: classCount)
        for report in reports { for label in report.gold { shown[Int(label)] += 1 } }
        return shown.map {
            let share = ($0 + 0.5) / (Float(reports.count) + 2)
            return logf(share / (1 - share))
        }
    }

    /// Mean and standard deviation over reports of each class's largest margin.
    private static func spread(_ readings: [ReportReading], classCount: Int) -> (means: [Float], deviations: [Float]) {
        var sums = [Float](repeating: 0, count: classCount)
        var squares = sums
        for reading in readings {
            for index in 0..<classCount {
                let margin = max(MarginScale.silent, reading.trace.best[index])
                sums[index] += margin
                squares[index] += margin * margin
            }
        }
        let count = Float(max(1, readings.count))
        let means = sums.map { $0 / count }
        return (means, zip(squares, means).map { sqrtf(max(0, $0 / count - $1 * $1)) })
    }
}
