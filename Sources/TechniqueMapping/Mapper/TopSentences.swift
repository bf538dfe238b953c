/// For every class the sentences with the largest margins, best first.
struct TopSentences {
    let depth: Int
    private var margins: [Float]
    private var sentences: [Int32]

    init(classCount: Int, depth: Int) {
        self.depth = max(1, depth)
        margins = [Float](repeating: -.infinity, count: classCount * self.depth)
        sentences = [Int32](repeating: -1, count: classCount * self.depth)
    }

    /// Takes the margins of one sentence; at equal margins the earlier sentence stays ahead.
    mutating func add(_ scores: [Float], sentence: Int) {
        let depth = self.depth
        scores.withUnsafeBufferPointer { scores in
            margins.withUnsafeMutableBufferPointer { margins in
                sentences.withUnsafeMutableBufferPointer { sentences in
                    for index in 0..<scores.count {
                        let score = scores[index]
                        var place = (index &+ 1) &* depth &- 1
                        if score <= margins[place] { continue }
                        let first = index &* depth
                        while place > first, margins[place &- 1] < score {
                            margins[place] = margins[place &- 1]
                            sentences[place] = sentences[place &- 1]
                            place &-= 1
                        }
                        margins[place] = score
                        sentences[place] = Int32(truncatingIfNeeded: sentence)
                    }
                }
            }
        }
    }

    /// The largest margin of a class.
    func best(_ classIndex: Int) -> Float { margins[classIndex * depth] }

    /// The best sentences of a class with their margins.
    func entries(_ classIndex: Int) -> [(sentence: Int, margin: Float)] {
        (classIndex * depth..<(classIndex + 1) * depth)
            .compactMap {
                sentences[$0] < 0 ? nil : (Int(sentences[$0]), margins[$0])
            }
    }
}
