/// Metrics in the text format of Prometheus (version 0.0.4).
struct PrometheusText {
    /// What is written so far.
    private(set) var text = ""

    /// The kinds of families.
    enum Kind: String {
        case counter, gauge
    }

    /// A value and its labels.
    struct Sample {
        let labels: KeyValuePairs<String, String>
        let value: Double

        init(_ labels: KeyValuePairs<String, String>, _ value: Double) {
            self.labels = labels
            self.value = value
        }

        init(_ value: Double) { self.init([:], value) }
    }

    /// Adds a family; nothing where it has no sample.
    mutating func add(_ kind: Kind, _ name: String, _ help: String, _ samples: [Sample]) {
        guard !samples.isEmpty else { return }
        head(kind.rawValue, name, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    /// Adds a family with one value and no label.
    mutating func add(_ kind: Kind, _ name: String, _ help: String, _ value: (some BinaryInteger)?) {
        guard let value else { return }
        add(kind, name, help, [Sample(Double(value))])
    }

    /// Adds a histogram in seconds.
    mutating func add(
        _ name: String,
        _ help: String,
        _ histograms: [(labels: KeyValuePairs<String, String>, of: MetricTotals.Histogram)],
        in totals: MetricTotals
    ) {
        guard !histograms.isEmpty else { return }
        head("histogram", name, help)
        for (labels, histogram) in histograms {
            var count: Int64 = 0
            for bound in histogram.milliseconds {
                count += totals.values[histogram.bucket(bound)] ?? 0
                line("\(name)_bucket", labels, Double(count), bound: Self.shown(Double(bound) / 1_000))
            }
            count += totals.values[histogram.bucket(nil)] ?? 0
            line("\(name)_bucket", labels, Double(count), bound: "+Inf")
            line("\(name)_sum", labels, Double(totals.values[histogram.sum] ?? 0) / 1_000_000)
            line("\(name)_count", labels, Double(count))
        }
    }

    private mutating func head(_ kind: String, _ name: String, _ help: String) {
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    private mutating func line(
        _ name: String,
        _ labels: KeyValuePairs<String, String>,
        _ value: Double,
        bound: String? = nil
    ) {
        var pairs = labels.map { "\($0.key)=\"\(Self.escaped($0.value, quotes: true))\"" }
        if let bound { pairs.append("le=\"\(bound)\"") }
        text += "\(name)\(pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}") \(Self.shown(value))\n"
    }

    /// A number: whole ones without a point.
    private static func shown(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return "\(whole)" }
        return "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
