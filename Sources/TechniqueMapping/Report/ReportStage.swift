/// What turns a whole report's margins into the probability that it shows each technique.
enum ReportStage: Hashable, Sendable {
    /// Learned from no report at all: margins of ATT&CK's own texts, weighed by a fixed formula.
    case plain
    /// For a closed set of techniques that annotated reports cover: one forest asked about each technique.
    case closed(ClosedStage)
    /// For all techniques: a forest asked about each family, another about the members of a family.
    case open(OpenStage)

    /// The probability of each class, before calibration, and of each family.
    func verdict(on report: ReportReading) -> ReportVerdict {
        switch self {
        case .plain: PlainStage.verdict(on: report)
        case .closed(let stage): stage.verdict(on: report)
        case .open(let stage): stage.verdict(on: report)
        }
    }
}

/// How probable it is that a report shows each class and each family.
struct ReportVerdict {
    var classes: [Float]
    var families: [Float]
}

/// The report stage of a closed set.
struct ClosedStage: Hashable, Sendable {
    var techniques: Forest
    var habits: ClassHabits
    var usage: SharedUse

    func verdict(on report: ReportReading) -> ReportVerdict {
        var inputs = [Float](repeating: 0, count: TechniqueInputs.count)
        let classes = report.isAnnotated.indices.map { index -> Float in
            TechniqueInputs.write(index, report, habits, to: &inputs)
            return inputs.withUnsafeBufferPointer { techniques.probability($0) }
        }
        let families = report.families.members.map { members in members.reduce(0) { max($0, classes[$1]) } }
        return ReportVerdict(classes: classes, families: families)
    }
}

/// The report stage over all techniques.
struct OpenStage: Hashable, Sendable {
    var families: Forest
    var members: Forest

    func verdict(on report: ReportReading) -> ReportVerdict {
        var verdict = ReportVerdict(
            classes: Array(repeating: 0, count: report.isAnnotated.count),
            families: Array(repeating: 0, count: report.families.count)
        )
        var inputs = [Float](repeating: 0, count: max(FamilyInputs.count, MemberInputs.count))
        for family in 0..<report.families.count {
            FamilyInputs.write(family, report, to: &inputs)
            let probability = inputs.withUnsafeBufferPointer { families.probability($0) }
            verdict.families[family] = probability
            let members = report.families.members[family]
            for member in members {
                if members.count == 1 {
                    verdict.classes[member] = probability
                    continue
                }
                MemberInputs.write(member, report, to: &inputs)
                verdict.classes[member] =
                    probability * inputs.withUnsafeBufferPointer { self.members.probability($0) }
            }
        }
        return verdict
    }
}

/// The report stage of a model that has seen no report: the family bank and the members' margins, weighed by constants.
enum PlainStage {
    static func verdict(on report: ReportReading) -> ReportVerdict {
        var verdict = ReportVerdict(
            classes: Array(repeating: 0, count: report.isAnnotated.count),
            families: Array(repeating: 0, count: report.families.count)
        )
        for family in 0..<report.families.count {
            let members = report.families.members[family]
            var best: Float = -.infinity
            for member in members { best = max(best, report.trace.best[member]) }
            let own = report.trace.best[report.isAnnotated.count + family]
            verdict.families[family] = MarginScale.reportProbability(max(best, own) - 0.25)
            for member in members {
                verdict.classes[member] = MarginScale.reportProbability(report.trace.best[member] - 0.25)
            }
        }
        return verdict
    }
}
