#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The inputs of the technique forest, for a closed set of techniques that annotated reports cover.
enum TechniqueInputs {
    /// The number of inputs.
    static let count = 28
    /// The input that holds how common the class is.
    static let prior = 11

    /// Writes the inputs of one class.
    static func write(
        _ index: Int,
        _ report: ReportReading,
        _ habits: ClassHabits,
        to inputs: UnsafeMutableBufferPointer<Float>
    ) {
        let trace = report.trace
        let tally = trace.tallies[index]
        let count = Float(max(1, trace.count))
        inputs[0] = tally.top.0
        inputs[1] = tally.top.1
        inputs[2] = tally.top.2
        inputs[3] = tally.meanOfTop
        inputs[4] = LogScale.of(tally.surprise)
        inputs[5] = LogScale.of(tally.mass)
        for place in 0..<4 { inputs[6 + place] = LogScale.of(tally.above[place]) }
        inputs[10] = logf(count)
        inputs[prior] = habits.priors[index]
        inputs[12] = LogScale.of(report.rank(of: index))
        inputs[13] = report.reportMass
        inputs[14] = (tally.top.0 - habits.means[index]) / (habits.deviations[index] + 0.05)
        inputs[15] = tally.gap
        inputs[16] = trace.position(of: tally)
        inputs[17] = report.largestMargin
        inputs[18] = tally.run
        inputs[19] = trace.mass / count
        inputs[20] = 50 * tally.mass / count
        inputs[21] = LogScale.of(report.literals.identifiers[index])
        inputs[22] = LogScale.of(report.literals.names[index])
        inputs[23] = LogScale.of(report.literals.identified)
        inputs[24] = report.literals.identifiers[index] > 0 ? 0 : inputs[23]
        inputs[25] = LogScale.of(report.literals.named)
        inputs[26] = report.association(of: index) * report.reportMass
        inputs[27] = report.association(of: index)
    }
}

/// What is usual for each class in the reports a model was trained on.
struct ClassHabits: Hashable, Sendable {
    /// The logarithm of the odds that a report shows the class.
    var priors: [Float]
    /// The mean over reports of the largest margin.
    var means: [Float]
    /// Its standard deviation.
    var deviations: [Float]
}
