/// The margins of reports' sentences from classifiers that have not seen the report.
///
/// Classes that annotated sentences cover are learned once for each part of the reports and each shuffle, without that part;
/// all others have seen no report anyway.
struct OutOfFold: Sendable {
    /// One way to deal the reports out.
    struct Shuffle: Sendable {
        /// The part of each report.
        var parts: [Int]
        /// Class by class the margins of the scored rows.
        var margins: [[Float]]
    }

    /// The place of each scored row among the margins.
    let places: [Int: Int]
    let shuffles: [Shuffle]

    init(_ rows: [Int], shuffles: [Shuffle]) {
        places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
        self.shuffles = shuffles
    }

    /// The part each report is in, by shuffle: the same for reports of one name.
    static func parts(of reports: [TrainingReport], count: Int, shuffle: Int) -> [Int] {
        let names = Set(reports.map(\.name)).sorted { (order($0, shuffle), $0) < (order($1, shuffle), $1) }
        let part = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % count) })
        return reports.map { part[$0.name] ?? 0 }
    }

    private static func order(_ name: String, _ shuffle: Int) -> UInt64 {
        Hash.mixed(Hash.word(name.utf8) &+ UInt64(shuffle) &* 0x9E37_79B9_7F4A_7C15)
    }

    /// A report's trace, as in use, from the margins of one shuffle.
    func trace(of report: TrainingReport, _ shuffle: Shuffle, groupEnds: [Int]) -> ReportTrace {
        var trace = ReportTrace(groupEnds: groupEnds)
        var margins = [Float](repeating: 0, count: groupEnds.last ?? 0)
        for line in report.rows {
            guard let place = places[line.row] else { continue }
            for index in margins.indices { margins[index] = shuffle.margins[index][place] }
            margins.withUnsafeBufferPointer { trace.add($0, sentence: line.row, tokens: line.tokens) }
        }
        trace.finish()
        return trace
    }
}
