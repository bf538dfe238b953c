import Foundation

/// Everything a run of the mapping's benchmark found out.
struct MappingReport: Encodable {
    /// The load average before.
    let loadAverageAtStart: String
    /// The load average after.
    let loadAverageAtEnd: String
    /// How often each was measured.
    let rounds: Int
    /// Ordinary texts.
    let speeds: [SpeedFigures]
    /// The worst cases.
    let worst: [WorstFigures]
    /// The bars, and what came of them.
    let bars: [EngineBar]
    /// What was left out, and why.
    let skipped: [String]

    /// Judges the figures; the bars are those of the made-up text.
    static func bars(_ speeds: [SpeedFigures], _ worst: [WorstFigures]) -> [EngineBar] {
        let made = speeds.first
        let slowest = worst.map { min($0.megabytesPerSecond, $0.megabytesPerSecondTwice) }.min()
        return [
            EngineBar("sentences/s", made?.sentencesPerSecond, .atLeast, 60_000, aim: 150_000),
            EngineBar(
                "MB/s, slowest of the ordinary texts",
                speeds.map(\.megabytesPerSecond).min(),
                .atLeast,
                8,
                aim: 20
            ),
            EngineBar("model load, ms", made?.modelMilliseconds, .atMost, 30),
            EngineBar("peak RSS MB, texts included", speeds.map(\.peakMegabytes).max(), .atMost, 100),
            EngineBar("worst case, CPU at twice the size", worst.map(\.ratio).max(), .atMost, 2.5, aim: 2),
            EngineBar("worst case, MB/s", slowest, .atLeast, 2, aim: 8),
        ]
    }

    /// Tables on a terminal, plain lines elsewhere.
    func shown(onTerminal isTerminal: Bool) -> String {
        let tables = [ordinary, loading, linear, judged].filter { !$0.rows.isEmpty }
        var parts = tables.map { isTerminal ? $0.aligned : $0.plain }
        parts += skipped.map { "skipped: \($0)" }
        let missed = bars.count { $0.verdict == .missed }
        parts.append(
            "load average \(loadAverageAtStart) before, \(loadAverageAtEnd) after; one thread, processor time; "
                + "\(rounds) rounds; \(missed) of \(bars.count) bars missed"
        )
        return parts.joined(separator: isTerminal ? "\n\n" : "\n")
    }

    private var ordinary: BenchTable {
        BenchTable(
            title: "Ordinary texts, from UTF-8 bytes to techniques",
            columns: ["texts", "MB", "sentences", "MB/s", "sentences/s", "CPU us a sentence", "techniques"],
            rows: speeds.map {
                [
                    $0.texts, Self.shown(Double($0.bytes) / 1e6), $0.sentences.map { "\($0)" } ?? "-",
                    Self.shown($0.megabytesPerSecond), $0.sentencesPerSecond.map(Self.shown) ?? "-",
                    $0.cpuMicrosecondsPerSentence.map(Self.shown) ?? "-", "\($0.techniques)",
                ]
            }
        )
    }

    private var loading: BenchTable {
        BenchTable(
            title: "Loading, and memory with the texts",
            columns: ["texts", "model ms", "knowledge base ms", "mapper ms", "peak RSS MB"],
            rows: speeds.map {
                [
                    $0.texts, Self.shown($0.modelMilliseconds), Self.shown($0.knowledgeMilliseconds),
                    Self.shown($0.mapperMilliseconds), Self.shown($0.peakMegabytes),
                ]
            }
        )
    }

    private var linear: BenchTable {
        BenchTable(
            title: "Worst cases at a size and at twice that size",
            columns: ["text", "MB", "MB/s", "MB/s twice", "CPU twice/once", "peak RSS MB twice"],
            rows: worst.map {
                [
                    $0.title, Self.shown(Double($0.bytes) / 1e6), Self.shown($0.megabytesPerSecond),
                    Self.shown($0.megabytesPerSecondTwice), Self.shown($0.ratio), Self.shown($0.peakMegabytesTwice),
                ]
            }
        )
    }

    private var judged: BenchTable {
        BenchTable(
            title: "Bars",
            columns: ["figure", "verdict", "value", "bar", "aim"],
            rows: bars.map {
                [
                    $0.figure, $0.verdict.rawValue, $0.value.map(Self.shown) ?? "-",
                    "\($0.side.rawValue) \(Self.shown($0.bar))", $0.aim.map(Self.shown) ?? "-",
                ]
            }
        )
    }

    private static func shown(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
