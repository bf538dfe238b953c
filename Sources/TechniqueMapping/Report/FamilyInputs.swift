/// The inputs of the family forest, which says whether a report shows any technique of a family.
enum FamilyInputs {
    /// The number of inputs.
    static let count = 28
    /// The inputs in which the answer may only rise.
    static let rising: Set<Int> = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 16, 21, 22, 23, 24, 25]

    /// Writes the inputs of one family.
    static func write(
        _ family: Int,
        _ report: ReportReading,
        to inputs: UnsafeMutableBufferPointer<Float>
    ) {
        let trace = report.trace
        for index in 0..<count { inputs[index] = -20 }
        inputs[17] = 3
        var second: Float = MarginScale.silent
        var hot: Float = 0
        let members = report.families.members[family]
        for member in members {
            let tally = trace.tallies[member]
            if tally.top.0 > inputs[0] { second = max(second, inputs[0]) } else { second = max(second, tally.top.0) }
            if tally.top.0 > -0.6 { hot += 1 }
            raise(inputs, 0, tally.top.0)
            raise(inputs, 1, tally.top.1)
            raise(inputs, 2, tally.top.2)
            raise(inputs, 3, tally.meanOfTop)
            raise(inputs, 4, LogScale.of(tally.surprise))
            for place in 0..<4 { raise(inputs, 5 + place, LogScale.of(tally.above[place])) }
            raise(inputs, 9, tally.gap)
            raise(inputs, 10, LogScale.of(tally.firsts))
            raise(inputs, 11, LogScale.of(tally.thirds))
            raise(inputs, 12, report.isAnnotated[member] ? 1 : 0)
            raise(inputs, 13, LogScale.of(report.literals.names[member]))
            raise(inputs, 14, trace.position(of: tally))
            raise(inputs, 15, LogScale.of(Float(tally.tokens)))
            raise(inputs, 16, tally.run)
            inputs[17] = min(inputs[17], tally.rank)
        }
        inputs[18] = LogScale.of(report.literals.named)
        inputs[19] = Float(members.count)
        inputs[20] = members.count > 1 ? inputs[0] - second : MarginScale.silent
        let own = trace.tallies[report.isAnnotated.count + family]
        inputs[21] = hot
        inputs[22] = own.top.0
        inputs[23] = own.top.1
        inputs[24] = own.top.2
        inputs[25] = LogScale.of(own.above[1])
        inputs[26] = own.gap
        inputs[27] = own.rank
    }

    @inline(__always)
    private static func raise(_ inputs: UnsafeMutableBufferPointer<Float>, _ place: Int, _ value: Float) {
        if value > inputs[place] { inputs[place] = value }
    }
}
