import TechniqueMapping

/// A picture of how far scores are probabilities, as SVG: a bar for each bin of scores, as high as the share of them that
/// is right, beside the diagonal that it should reach.
///
/// Its colours can be read on a light and on a dark ground.
package struct ReliabilityDiagram: Sendable {
    private static let width = 560
    private static let height = 610
    private static let left = 70
    private static let top = 90
    private static let side = 440

    private let calibration: CalibrationMeasure.Outcome
    private let subject: String
    private let texts: String

    /// A picture of an evaluation; nil where no score was above the floor.
    package init?(_ summary: EvaluationSummary) {
        guard let calibration = summary.outcome.calibration else { return nil }
        self.calibration = calibration
        subject = summary.subject
        texts = Shown.count(summary.outcome.texts, summary.outcome.unit.rawValue)
    }

    /// The picture.
    package var svg: String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.width)" height="\(Self.height)" \
        viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-labelledby="title description">
        <title id="title">Reliability of scores</title>
        <desc id="description">\(Self.escaped(description))</desc>
        <style>
        text { font-family: system-ui, sans-serif; font-size: 12px; fill: #787878; }
        .title { font-size: 17px; font-weight: 600; }
        .count { font-size: 11px; text-anchor: middle; }
        .right { text-anchor: end; }
        .middle { text-anchor: middle; }
        .line { stroke: #787878; stroke-width: 1; fill: none; }
        .grid { stroke: #787878; stroke-opacity: 0.25; }
        .diagonal { stroke: #787878; stroke-dasharray: 5 4; }
        .bar { fill: #2f81d6; fill-opacity: 0.75; }
        .mean { stroke: #d9822b; stroke-width: 2.5; }
        </style>
        \(heading)
        \(axes)
        \(bars)
        <line class="diagonal" x1="\(Self.x(0))" y1="\(Self.y(0))" x2="\(Self.x(1))" y2="\(Self.y(1))"/>
        </svg>

        """
    }

    private var figures: String {
        "calibration error \(Shown.fraction(calibration.expectedError)), Brier "
            + "\(Shown.fraction(calibration.brierScore)), \(calibration.count) scores above "
            + Shown.fraction(calibration.floor, digits: 1)
    }

    private var description: String {
        let bins = calibration.bins.filter { $0.count > 0 }
            .map { bin in
                "\(bin.count) scores around \(Shown.fraction(bin.meanScore, digits: 2)) are right in "
                    + "\(Shown.fraction(bin.rightShare, digits: 2))"
            }
        return "\(subject), \(texts): \(figures). " + bins.joined(separator: "; ")
    }

    private var heading: String {
        """
        <text class="title" x="\(Self.left)" y="30">Reliability of scores</text>
        <text x="\(Self.left)" y="50">\(Self.escaped(subject)), \(texts)</text>
        <text x="\(Self.left)" y="68">\(figures)</text>
        """
    }

    private var axes: String {
        var lines: [String] = []
        for step in stride(from: 0, through: 10, by: 2) {
            let value = Double(step) / 10
            let label = Shown.fraction(value, digits: 1)
            lines += [
                "<line class=\"line grid\" x1=\"\(Self.x(0))\" y1=\"\(Self.y(value))\" x2=\"\(Self.x(1))\" "
                    + "y2=\"\(Self.y(value))\"/>",
                "<text class=\"right\" x=\"\(Self.left - 8)\" y=\"\(Self.y(value) + 4)\">\(label)</text>",
                "<text class=\"middle\" x=\"\(Self.x(value))\" y=\"\(Self.top + Self.side + 18)\">\(label)</text>",
            ]
        }
        let (middle, base) = (Self.top + Self.side / 2, Self.top + Self.side)
        lines += [
            "<path class=\"line\" d=\"M\(Self.left) \(Self.top) V\(base) H\(Self.left + Self.side)\"/>",
            "<text class=\"middle\" x=\"\(Self.left + Self.side / 2)\" y=\"\(base + 40)\">score</text>",
            "<text class=\"middle\" x=\"24\" y=\"\(middle)\" transform=\"rotate(-90 24 \(middle))\">share that is right"
                + "</text>",
            "<rect class=\"bar\" x=\"\(Self.left)\" y=\"\(base + 52)\" width=\"12\" height=\"10\"/>",
            "<text x=\"\(Self.left + 18)\" y=\"\(base + 61)\">right, with the number of scores</text>",
            "<line class=\"mean\" x1=\"\(Self.left + 240)\" y1=\"\(base + 57)\" x2=\"\(Self.left + 256)\" "
                + "y2=\"\(base + 57)\"/>",
            "<text x=\"\(Self.left + 262)\" y=\"\(base + 61)\">mean score</text>",
        ]
        return lines.joined(separator: "\n")
    }

    private var bars: String {
        var lines: [String] = []
        for bin in calibration.bins where bin.count > 0 {
            let (start, end) = (Self.x(bin.lower) + 2, Self.x(bin.upper) - 2)
            let (top, mean) = (Self.y(bin.rightShare), Self.y(bin.meanScore))
            // Above the bar, and above the mark of the mean where that would be in the way.
            let label = (top - 18...top + 4).contains(mean) ? min(top, mean) - 6 : top - 6
            lines += [
                "<rect class=\"bar\" x=\"\(start)\" y=\"\(top)\" width=\"\(end - start)\" height=\"\(Self.y(0) - top)\"/>",
                "<line class=\"mean\" x1=\"\(start)\" y1=\"\(mean)\" x2=\"\(end)\" y2=\"\(mean)\"/>",
                "<text class=\"count\" x=\"\((start + end) / 2)\" y=\"\(label)\">\(bin.count)</text>",
            ]
        }
        return lines.joined(separator: "\n")
    }

    private static func x(_ value: Double) -> Int { left + Int((value * Double(side)).rounded()) }
    private static func y(_ value: Double) -> Int { top + side - Int((value * Double(side)).rounded()) }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
