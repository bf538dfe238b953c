/// What the margins of a report's sentences amount to, class by class, gathered sentence after sentence.
///
/// The classes lie in groups (techniques, then families) that are ranked each by itself. The work for a sentence is a
/// sweep over all classes and a few steps for those whose margin rises above the floor.
struct ReportTrace {
    /// The number of best sentences kept for a class.
    static let depth = 5

    /// What one class has gathered.
    struct Tally {
        /// The largest margins, best first, padded with `MarginScale.silent`.
        var top: (Float, Float, Float, Float, Float) = (
            MarginScale.silent, MarginScale.silent, MarginScale.silent, MarginScale.silent, MarginScale.silent
        )
        /// The sentences of those margins, -1 where there is none.
        var sentences: (Int32, Int32, Int32, Int32, Int32) = (-1, -1, -1, -1, -1)
        /// The sum over sentences of -ln(1 - p).
        var surprise: Float = 0
        /// The sum over sentences of p.
        var mass: Float = 0
        /// How many sentences exceed -0.8, -0.6, -0.4 and -0.2.
        var above: SIMD4<Float> = .zero
        /// In how many sentences this is the best class of its group.
        var firsts: Float = 0
        /// In how many it is among the best three.
        var thirds: Float = 0
        /// The largest sum of a margin and 0.3 of each neighbour's.
        var run: Float = MarginScale.silent * 1.6
        /// Which sentence of the report its best one is, and how many tokens that has.
        var place: Int32 = 0
        var tokens: Int32 = 0
        /// On its best sentence: the distance to the best class of the group, at most 0.
        var gap: Float = -1
        /// On its best sentence: how many classes of the group are ahead, at most 3.
        var rank: Float = 3
    }

    /// Where the groups end: techniques first, then families.
    let groupEnds: [Int]
    /// By class.
    private(set) var tallies: [Tally]
    /// The largest margin of each class, also below the floor.
    private(set) var best: [Float]
    /// How many sentences were added.
    private(set) var count = 0
    /// The sum over sentences and techniques of p.
    private(set) var mass: Float = 0

    private var previous: [Float]
    private var pending: [(classIndex: Int32, value: Float)] = []
    private var hot: [Int32] = []

    init(groupEnds: [Int]) {
        self.groupEnds = groupEnds
        let count = groupEnds.last ?? 0
        tallies = Array(repeating: Tally(), count: count)
        best = Array(repeating: -.infinity, count: count)
        previous = Array(repeating: MarginScale.silent, count: count)
    }

    /// The number of classes.
    var classCount: Int { best.count }

    /// Takes the margins of one sentence; at equal margins the earlier sentence stays ahead.
    mutating func add(_ margins: UnsafeBufferPointer<Float>, sentence: Int, tokens: Int) {
        defer { count += 1 }
        finishPending(margins)
        collectHot(margins)
        var next = 0
        var start = 0
        for end in groupEnds {
            let first = next
            while next < hot.count, Int(hot[next]) < end { next += 1 }
            addGroup(first..<next, margins, sentence: Int32(sentence), tokens: Int32(tokens), isTechniques: start == 0)
            start = end
        }
        previous.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: margins) }
    }

    /// Closes the last sentence.
    mutating func finish() {
        for entry in pending { raise(Int(entry.classIndex), entry.value + 0.3 * MarginScale.silent) }
        pending.removeAll(keepingCapacity: true)
    }

    /// Where the best sentence of a class stands among those added, 0 to 1.
    func position(of tally: Tally) -> Float { count > 0 ? Float(tally.place) / Float(count) : 0 }

    /// The best sentences of a class with their margins.
    func entries(_ classIndex: Int) -> [(sentence: Int, margin: Float)] {
        let tally = tallies[classIndex]
        let margins = [tally.top.0, tally.top.1, tally.top.2, tally.top.3, tally.top.4]
        let sentences = [
            tally.sentences.0, tally.sentences.1, tally.sentences.2, tally.sentences.3, tally.sentences.4,
        ]
        return zip(sentences, margins).compactMap { $0 < 0 ? nil : (Int($0), $1) }
    }

    private mutating func collectHot(_ margins: UnsafeBufferPointer<Float>) {
        hot.removeAll(keepingCapacity: true)
        let count = margins.count
        best.withUnsafeMutableBufferPointer { best in
            var index = 0
            let raw = UnsafeRawPointer(margins.baseAddress)
            let rawBest = UnsafeMutableRawPointer(best.baseAddress)
            if let raw, let rawBest {
                let floor = SIMD8<Float>(repeating: MarginScale.floor)
                while index &+ 8 <= count {
                    let offset = index &* 4
                    let values = raw.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                    let known = rawBest.loadUnaligned(fromByteOffset: offset, as: SIMD8<Float>.self)
                    rawBest.storeBytes(
                        of: known.replacing(with: values, where: values .> known),
                        toByteOffset: offset,
                        as: SIMD8<Float>.self
                    )
                    if any(values .> floor) {
                        for lane in index..<index &+ 8 where margins[lane] > MarginScale.floor {
                            hot.append(Int32(truncatingIfNeeded: lane))
                        }
                    }
                    index &+= 8
                }
            }
            while index < count {
                best[index] = max(best[index], margins[index])
                if margins[index] > MarginScale.floor { hot.append(Int32(truncatingIfNeeded: index)) }
                index &+= 1
            }
        }
    }

    private mutating func finishPending(_ margins: UnsafeBufferPointer<Float>) {
        for entry in pending {
            raise(Int(entry.classIndex), entry.value + 0.3 * max(margins[Int(entry.classIndex)], MarginScale.silent))
        }
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func raise(_ classIndex: Int, _ value: Float) {
        if value > tallies[classIndex].run { tallies[classIndex].run = value }
    }

    private mutating func addGroup(
        _ places: Range<Int>,
        _ margins: UnsafeBufferPointer<Float>,
        sentence: Int32,
        tokens: Int32,
        isTechniques: Bool
    ) {
        if places.isEmpty { return }
        var leaders = SIMD4<Float>(repeating: -.infinity)
        for place in places {
            let margin = margins[Int(hot[place])]
            if margin > leaders[0] {
                leaders = SIMD4(margin, leaders[0], leaders[1], 0)
            } else if margin > leaders[1] {
                leaders = SIMD4(leaders[0], margin, leaders[1], 0)
            } else if margin > leaders[2] {
                leaders[2] = margin
            }
        }
        for place in places {
            let index = Int(hot[place])
            let margin = margins[index]
            let rank: Float = margin >= leaders[0] ? 0 : margin >= leaders[1] ? 1 : margin >= leaders[2] ? 2 : 3
            if margin > tallies[index].top.0 {
                tallies[index].gap = margin - leaders[0]
                tallies[index].rank = rank
                tallies[index].place = Int32(count)
                tallies[index].tokens = tokens
            }
            tallies[index].insert(margin, sentence)
            guard margin > MarginScale.warm else { continue }
            let probability = MarginScale.probability(margin)
            tallies[index].mass += probability
            tallies[index].surprise += MarginScale.surprise(margin)
            if isTechniques { mass += probability }
            tallies[index].above += SIMD4<Float>(
                1,
                margin > -0.6 ? 1 : 0,
                margin > -0.4 ? 1 : 0,
                margin > -0.2 ? 1 : 0
            )
            if rank == 0 { tallies[index].firsts += 1 }
            if rank < 3 { tallies[index].thirds += 1 }
            pending.append((Int32(index), margin + 0.3 * max(previous[index], MarginScale.silent)))
        }
    }
}

extension ReportTrace.Tally {
    /// Puts a margin where it belongs among the largest.
    mutating func insert(_ margin: Float, _ sentence: Int32) {
        guard margin > top.4 else { return }
        top.4 = margin
        sentences.4 = sentence
        guard margin > top.3 else {
            return
        }
        (top.3, top.4) = (margin, top.3)
        (sentences.3, sentences.4) = (sentence, sentences.3)
        guard margin > top.2 else {
            return
        }
        (top.2, top.3) = (margin, top.2)
        (sentences.2, sentences.3) = (sentence, sentences.2)
        guard margin > top.1 else {
            return
        }
        (top.1, top.2) = (margin, top.1)
        (sentences.1, sentences.2) = (sentence, sentences.1)
        if margin > top.0 {
            (top.0, top.1) = (margin, top.0)
            (sentences.0, sentences.1) = (sentence, sentences.0)
        }
    }

    /// The mean of the five largest margins.
    var meanOfTop: Float { (top.0 + top.1 + top.2 + top.3 + top.4) / 5 }
}
