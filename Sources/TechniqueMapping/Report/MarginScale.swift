#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// How much a margin is worth, for sums over sentences: a fixed scale that the report stage's inputs are made with.
///
/// The knots are a calibration by cross-validation on annotated reports (probability that a sentence with this margin
/// shows the technique). They need not fit the model at hand: what follows learns from whatever they give.
enum MarginScale {
    /// The margin of a sentence that says nothing about a technique.
    static let silent: Float = -1.1
    /// Margins up to here are not looked at one by one.
    static let floor: Float = -0.95
    /// From here on a sentence counts as hinting at a technique.
    static let warm: Float = -0.8

    private static let steps = 1024
    private static let top: Float = 1

    private static let sentence = Calibration.published.sentence
    private static let document = Calibration.published.document

    private static let values: [Float] = (0...steps)
        .map { step in
            let margin = silent + (top - silent) * Float(step) / Float(steps)
            let value = sentence.probability(margin)
            return value <= 0.001 ? 0 : value
        }

    /// The probability that a sentence's margin promises, in 1,024 steps.
    @inline(__always)
    static func probability(_ margin: Float) -> Float {
        let place = (margin - silent) * (Float(steps) / (top - silent))
        return values[max(0, min(steps, Int(max(0, min(Float(steps), place)))))]
    }

    private static let surprises: [Float] = values.map { -logf(1 - min($0, 0.98)) }

    /// -ln(1 - p) of the same.
    @inline(__always)
    static func surprise(_ margin: Float) -> Float {
        let place = (margin - silent) * (Float(steps) / (top - silent))
        return surprises[max(0, min(steps, Int(max(0, min(Float(steps), place)))))]
    }

    /// The probability that a report's largest margin promises.
    static func reportProbability(_ margin: Float) -> Float { document.probability(margin) }
}
