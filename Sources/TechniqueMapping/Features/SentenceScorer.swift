/// Scores one sentence after another against every technique; holds the working memory, so one for each thread.
struct SentenceScorer {
    /// The margins of the last sentence, by class.
    private(set) var margins: [Float]
    /// The tokens of the last sentence.
    var tokens: [Token] { tokenizer.tokens }

    /// What its words and pairs gave, which counts a little for its neighbours; empty where the model has no use for it.
    private(set) var context: [Float]

    private let tables: ModelTables
    private let scales = WeightScale.table
    /// Each 8-bit step as a number, by its bits.
    private let steps: [Float] = (0...255).map { Float(Int8(truncatingIfNeeded: $0)) }
    private var tokenizer = Tokenizer()
    private var hits = FeatureHits()
    private var known: [FeatureHits.Hit] = []

    init(_ tables: ModelTables) {
        self.tables = tables
        margins = Array(tables.biases)
        context = tables.contextWeight > 0 ? Array(repeating: 0, count: margins.count) : []
    }

    /// Scores a sentence; `false` when the model knows none of its features, so that the margins are the biases.
    mutating func score(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        tokenizer.tokenize(text, range)
        margins.withUnsafeMutableBufferPointer { _ = $0.update(fromContentsOf: tables.biases) }
        for index in context.indices { context[index] = 0 }
        var isKnown = false
        for block in tables.blocks {
            hits.collect(block, of: tokenizer.tokens, in: text, tables)
            if hits.isEmpty { continue }
            isKnown = true
            add(hits.scale(to: block.weight, tables))
            if block == .words, tables.contextWeight > 0 { noteContext() }
        }
        return isKnown
    }

    private mutating func noteContext() {
        for index in context.indices { context[index] = margins[index] - tables.biases[index] }
    }

    /// Takes from every margin of the last sentence.
    mutating func lower(by amount: Float) {
        for index in margins.indices { margins[index] -= amount }
    }

    /// Adds to one margin of the last sentence.
    mutating func raise(_ classIndex: Int, by amount: Float) { margins[classIndex] += amount }

    private mutating func add(_ factor: Float) {
        let tables = self.tables
        margins.withUnsafeMutableBufferPointer { margins in
            scales.withUnsafeBufferPointer { scales in
                steps.withUnsafeBufferPointer { steps in
                    hits.hits.withUnsafeBufferPointer { hits in
                        for hit in hits {
                            let value = hit.value * factor * scales[Int(tables.scales[hit.index])]
                            var weight = hit.firstWeight
                            let end = weight &+ Int(tables.weightCounts[hit.index])
                            while weight < end {
                                let step = steps[Int(UInt8(bitPattern: tables.weights[weight]))]
                                margins[Int(tables.weightClasses[weight])] += value * step
                                weight &+= 1
                            }
                        }
                    }
                }
            }
        }
    }

    /// Reads a sentence without scoring it, for `contributions(to:)`.
    mutating func read(_ text: TextBytes, _ range: Range<Int>) {
        tokenizer.tokenize(text, range)
        known.removeAll(keepingCapacity: true)
        for block in tables.blocks {
            hits.collect(block, of: tokenizer.tokens, in: text, tables)
            let factor = hits.scale(to: block.weight, tables)
            for var hit in hits.hits {
                hit.value *= factor
                known.append(hit)
            }
        }
    }

    /// What speaks for one technique in the sentence just read, most telling first.
    func contributions(to classIndex: Int) -> [Contribution] {
        var found: [Contribution] = []
        for hit in known {
            let step = tables.step(of: hit.index, from: hit.firstWeight, for: classIndex)
            if step <= 0 { continue }
            let weight = Float(step) * scales[Int(tables.scales[hit.index])]
            found.append(Contribution(first: hit.first, last: hit.last, value: hit.value * weight))
        }
        return found.sorted { ($1.value, $0.first, $0.last) < ($0.value, $1.first, $1.last) }
    }
}
