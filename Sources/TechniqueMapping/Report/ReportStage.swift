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

extension ReportStage {
    /// The stage whose answers are the mean of several of one kind; nil when they are of different kinds.
    static func mean(_ stages: [ReportStage]) -> ReportStage? {
        var closed: [ClosedStage] = []
        var open: [OpenStage] = []
        for stage in stages {
            switch stage {
            case .plain: return nil
            case .closed(let stage): closed.append(stage)
            case .open(let stage): open.append(stage)
            }
        }
        if open.isEmpty, var mean = closed.last {
            mean.techniques = Forest.mean(closed.map(\.techniques))
            return .closed(mean)
        }
        guard closed.isEmpty, !open.isEmpty else { return nil }
        return .open(
            OpenStage(families: Forest.mean(open.map(\.families)), members: Forest.mean(open.map(\.members)))
        )
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
        let classes = withUnsafeTemporaryAllocation(of: Float.self, capacity: TechniqueInputs.count) { inputs in
            inputs.initialize(repeating: 0)
            return report.isAnnotated.indices.map { index -> Float in
                TechniqueInputs.write(index, report, habits, to: inputs)
                return techniques.probability(inputs)
            }
        }
        let families = report.families.members.map { members in members.reduce(0) { max($0, classes[$1]) } }
        return ReportVerdict(classes: classes, families: families)
    }
}

/// The report stage over all techniques.
struct OpenStage: Hashable, Sendable {
    var families: Forest
    var members: Forest

    /// The probability of what no sentence of a report hints at; the forests are not asked.
    private static let silence: Float = 0.0005

    func verdict(on report: ReportReading) -> ReportVerdict {
        var verdict = ReportVerdict(
            classes: Array(repeating: 0, count: report.isAnnotated.count),
            families: Array(repeating: 0, count: report.families.count)
        )
        withUnsafeTemporaryAllocation(of: Float.self, capacity: max(FamilyInputs.count, MemberInputs.count)) { inputs in
            inputs.initialize(repeating: 0)
            for family in 0..<report.families.count { judge(family, report, inputs, &verdict) }
        }
        return verdict
    }

    private func judge(
        _ family: Int,
        _ report: ReportReading,
        _ inputs: UnsafeMutableBufferPointer<Float>,
        _ verdict: inout ReportVerdict
    ) {
        let members = report.families.members[family]
        if members.allSatisfy(report.isSilent), report.isSilent(report.isAnnotated.count + family) {
            verdict.families[family] = Self.silence
            for member in members { verdict.classes[member] = Self.silence }
            return
        }
        FamilyInputs.write(family, report, to: inputs)
        let probability = families.probability(inputs)
        verdict.families[family] = probability
        for member in members {
            if members.count == 1 {
                verdict.classes[member] = probability
                continue
            }
            if report.isSilent(member) {
                verdict.classes[member] = probability * Self.silence
                continue
            }
            MemberInputs.write(member, report, to: inputs)
            verdict.classes[member] = probability * self.members.probability(inputs)
        }
    }
}
