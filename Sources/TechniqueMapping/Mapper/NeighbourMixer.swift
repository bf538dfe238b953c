/// Holds a sentence's margins back until the next sentence has been scored, so that both neighbours count a little.
struct NeighbourMixer {
    private var margins: [Float] = []
    /// What the held sentence gives to its neighbours.
    private var context: [Float] = []
    private var sentence = 0
    private var tokens = 0
    private var isHolding = false

    /// Adds a part of the next sentence's context to the margins held.
    mutating func hear(_ next: [Float], _ weight: Float) {
        guard isHolding else { return }
        for index in margins.indices { margins[index] += weight * next[index] }
    }

    /// Hands the margins held to the trace.
    mutating func release(into trace: inout ReportTrace) {
        guard isHolding else { return }
        margins.withUnsafeBufferPointer { trace.add($0, sentence: sentence, tokens: tokens) }
        isHolding = false
    }

    /// Holds the margins of a sentence, with a part of the context of the one before it.
    mutating func hold(_ margins: [Float], _ context: [Float], _ weight: Float, sentence: Int, tokens: Int) {
        let hasPrevious = self.context.count == margins.count
        var held = margins
        if hasPrevious { for index in held.indices { held[index] += weight * self.context[index] } }
        self.margins = held
        self.context = context
        self.sentence = sentence
        self.tokens = tokens
        isHolding = true
    }
}
