import Testing

@testable import TechniqueMapping

/// The trace is gathered in one sweep a sentence; here each of its numbers is worked out from all sentences at once.
@Suite("Report trace")
struct ReportTraceTests {
    /// One class of a report, by the definitions.
    private struct Plain {
        var top: [Float] = []
        var sentences: [Int] = []
        var surprise: Float = 0
        var mass: Float = 0
        var above = SIMD4<Float>.zero
        var firsts: Float = 0
        var thirds: Float = 0
        var run: Float = MarginScale.silent * 1.6
        var place = 0
        var tokens = 0
        var gap: Float = -1
        var rank: Float = 3
        var best = -Float.infinity

        init(_ index: Int, group: Range<Int>, _ report: [[Float]], sentences numbers: [Int], tokens lengths: [Int]) {
            let own = report.map { $0[index] }
            best = own.max() ?? -.infinity
            let hot = own.indices.filter { own[$0] > MarginScale.floor }.sorted { (-own[$0], $0) < (-own[$1], $1) }
            top = hot.prefix(5).map { own[$0] }
            sentences = hot.prefix(5).map { numbers[$0] }
            for (place, margin) in own.enumerated() where margin > MarginScale.warm {
                mass += MarginScale.probability(margin)
                surprise += MarginScale.surprise(margin)
                above += SIMD4(1, margin > -0.6 ? 1 : 0, margin > -0.4 ? 1 : 0, margin > -0.2 ? 1 : 0)
                let rank = Self.rank(index, group, report[place])
                if rank == 0 { firsts += 1 }
                if rank < 3 { thirds += 1 }
                let before = place > 0 ? max(MarginScale.silent, own[place - 1]) : MarginScale.silent
                let after = place + 1 < own.count ? max(MarginScale.silent, own[place + 1]) : MarginScale.silent
                run = max(run, margin + 0.3 * before + 0.3 * after)
            }
            if let first = hot.first {
                place = first
                tokens = lengths[first]
                gap = own[first] - (group.map { report[first][$0] }.max() ?? 0)
                rank = Self.rank(index, group, report[first])
            }
        }

        /// Before how many of the three best margins of its group a class must stand back; 3 at most.
        private static func rank(_ index: Int, _ group: Range<Int>, _ margins: [Float]) -> Float {
            let best = group.map { margins[$0] }.filter { $0 > MarginScale.floor }.sorted(by: >).prefix(3)
            return Float(best.firstIndex { margins[index] >= $0 } ?? 3)
        }
    }

    private func trace(_ report: [[Float]], _ groupEnds: [Int], _ numbers: [Int], _ lengths: [Int]) -> ReportTrace {
        var trace = ReportTrace(groupEnds: groupEnds)
        for (place, margins) in report.enumerated() {
            margins.withUnsafeBufferPointer { trace.add($0, sentence: numbers[place], tokens: lengths[place]) }
        }
        trace.finish()
        return trace
    }

    /// Margins in steps of a twentieth: equal ones, and ones that lie exactly on a limit, are frequent.
    @Test(arguments: 1...60)
    func itIsWhatThePlainDefinitionsGive(_ seed: Int) {
        var dice = Dice(UInt64(seed))
        let techniques = 1 + dice.roll(21)
        let groupEnds = seed % 3 == 0 ? [techniques] : [techniques, techniques + 1 + dice.roll(9)]
        let count = groupEnds.last ?? 0
        let report = (0..<dice.roll(30))
            .map { _ in
                (0..<count)
                    .map { _ in
                        dice.roll(3) == 0
                            ? Float(dice.roll(41) - 26) / 20 : seed % 2 == 0 ? -1.3 : dice.number(-1.3...0.4)
                    }
            }
        let numbers = report.indices.map { $0 * 2 + 1 }
        let lengths = report.indices.map { $0 % 7 + 3 }
        let trace = trace(report, groupEnds, numbers, lengths)
        #expect(trace.count == report.count)
        var mass: Float = 0
        for margins in report {
            for margin in margins.prefix(techniques) where margin > MarginScale.warm {
                mass += MarginScale.probability(margin)
            }
        }
        #expect(trace.mass == mass)
        for index in 0..<count {
            let group = index < techniques ? 0..<techniques : techniques..<count
            let plain = Plain(index, group: group, report, sentences: numbers, tokens: lengths)
            let tally = trace.tallies[index]
            #expect(trace.best[index] == plain.best)
            let entries = trace.entries(index)
            #expect(entries.map(\.margin) == plain.top)
            #expect(entries.map(\.sentence) == plain.sentences)
            let padded = plain.top + Array(repeating: MarginScale.silent, count: 5 - plain.top.count)
            #expect(abs(tally.meanOfTop - padded.reduce(0, +) / 5) < 1e-6)
            #expect([tally.top.0, tally.top.1, tally.top.2, tally.top.3, tally.top.4] == padded)
            #expect(tally.mass == plain.mass && tally.surprise == plain.surprise && tally.above == plain.above)
            #expect(tally.firsts == plain.firsts && tally.thirds == plain.thirds)
            #expect(abs(tally.run - plain.run) < 1e-6)
            #expect(tally.gap == plain.gap && tally.rank == plain.rank)
            #expect(Int(tally.place) == plain.place && Int(tally.tokens) == plain.tokens)
            let position = report.isEmpty ? 0 : Float(plain.place) / Float(report.count)
            #expect(trace.position(of: tally) == position)
        }
    }

    @Test func aReportOfNoSentenceSaysNothing() {
        let trace = trace([], [2, 3], [], [])
        #expect(trace.best == Array(repeating: -.infinity, count: 3))
        #expect(trace.entries(0).isEmpty)
        #expect(trace.position(of: trace.tallies[0]) == 0)
    }
}
