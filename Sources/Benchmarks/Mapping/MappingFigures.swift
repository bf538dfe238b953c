/// What one child process measured while it mapped texts on one thread.
struct MappingFigures: Codable {
    /// The bytes of one pass over the texts.
    let bytes: Int
    /// The sentences of one pass, where they were counted when they were made.
    let sentences: Int?
    /// The processor seconds of one pass, the median.
    let cpuSeconds: Double
    /// The processor seconds of the fastest pass: what a busy machine added is not in it.
    let leastCPUSeconds: Double
    /// How many passes were made.
    let passes: Int
    /// The techniques found in one pass.
    let techniques: Int
    /// How long it took to load the model.
    let modelMilliseconds: Double
    /// How long it took to load the knowledge base.
    let knowledgeMilliseconds: Double
    /// How long it took to make the mapper of the two.
    let mapperMilliseconds: Double
    /// The largest resident set of the process, texts included.
    let peakMegabytes: Double

    /// Millions of bytes in a second of one processor.
    var megabytesPerSecond: Double { Double(bytes) / 1e6 / cpuSeconds }
    /// Sentences in a second of one processor.
    var sentencesPerSecond: Double? { sentences.map { Double($0) / cpuSeconds } }
}
