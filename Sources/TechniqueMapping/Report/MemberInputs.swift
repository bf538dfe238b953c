/// The inputs of the member forest, which says which techniques of a family are there.
enum MemberInputs {
    /// The number of inputs.
    static let count = 21

    /// Writes the inputs of one class of a family with several.
    static func write(_ member: Int, _ report: ReportReading, to inputs: UnsafeMutableBufferPointer<Float>) {
        let trace = report.trace
        let tally = trace.tallies[member]
        let family = report.families.members[report.families.family[member]]
        var sibling: Float = MarginScale.silent
        var child: Float = MarginScale.silent
        var identifiers: Float = 0
        for other in family {
            identifiers += report.literals.identifiers[other]
            if other == member { continue }
            sibling = max(sibling, trace.tallies[other].top.0)
            if report.families.parent[other] == member { child = max(child, trace.tallies[other].top.0) }
        }
        let parent = report.families.parent[member]
        inputs[0] = tally.top.0
        inputs[1] = tally.top.1
        inputs[2] = tally.meanOfTop
        inputs[3] = LogScale.of(tally.surprise)
        inputs[4] = LogScale.of(tally.above[1])
        inputs[5] = LogScale.of(tally.above[2])
        inputs[6] = tally.gap
        inputs[7] = tally.rank
        inputs[8] = LogScale.of(tally.firsts)
        inputs[9] = report.isAnnotated[member] ? 1 : 0
        inputs[10] = LogScale.of(report.literals.names[member])
        inputs[11] = tally.top.0 - sibling
        inputs[12] = parent < 0 ? 0 : tally.top.0 - trace.tallies[parent].top.0
        inputs[13] = report.isParent(member) ? tally.top.0 - child : 0
        inputs[14] = report.isSubTechnique[member] ? 1 : 0
        inputs[15] = Float(family.count)
        inputs[16] = LogScale.of(report.userCounts[member])
        inputs[17] = LogScale.of(report.literals.identifiers[member])
        inputs[18] = LogScale.of(identifiers)
        inputs[19] = parent < 0 ? 0 : LogScale.of(report.literals.names[parent])
        inputs[20] = report.association(of: member)
    }
}
