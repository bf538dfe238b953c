/// How fast one kind of text is mapped: medians over the rounds.
struct SpeedFigures: Encodable {
    /// What the texts are.
    let texts: String
    /// The bytes of one pass.
    let bytes: Int
    /// The sentences of one pass, where they were counted.
    let sentences: Int?
    /// Millions of bytes in a second of one processor.
    let megabytesPerSecond: Double
    /// Sentences in a second of one processor.
    let sentencesPerSecond: Double?
    /// Processor time for each sentence.
    let cpuMicrosecondsPerSentence: Double?
    /// The techniques found in one pass.
    let techniques: Int
    /// How long it took to load the model.
    let modelMilliseconds: Double
    /// How long it took to load the knowledge base.
    let knowledgeMilliseconds: Double
    /// How long it took to make the mapper of the two.
    let mapperMilliseconds: Double
    /// The largest resident set of a process, texts included.
    let peakMegabytes: Double

    /// Puts the rounds together; there must be one at least.
    init(_ texts: String, _ rounds: [MappingFigures]) {
        self.texts = texts
        bytes = rounds[0].bytes
        sentences = rounds[0].sentences
        techniques = rounds[0].techniques
        megabytesPerSecond = rounds.map(\.megabytesPerSecond).median
        let rates = rounds.compactMap(\.sentencesPerSecond)
        sentencesPerSecond = rates.isEmpty ? nil : rates.median
        cpuMicrosecondsPerSentence = sentencesPerSecond.map { 1e6 / $0 }
        modelMilliseconds = rounds.map(\.modelMilliseconds).median
        knowledgeMilliseconds = rounds.map(\.knowledgeMilliseconds).median
        mapperMilliseconds = rounds.map(\.mapperMilliseconds).median
        peakMegabytes = rounds.map(\.peakMegabytes).reduce(0, max)
    }
}
