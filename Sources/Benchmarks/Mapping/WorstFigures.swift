/// One of the worst cases at its size and at twice its size.
struct WorstFigures: Encodable {
    /// Which it is.
    let name: WorstText
    /// What the text is.
    let title: String
    /// The bytes of the smaller text.
    let bytes: Int
    /// The speed at the smaller size.
    let megabytesPerSecond: Double
    /// The speed at twice the size.
    let megabytesPerSecondTwice: Double
    /// The least processor time at twice the size, in that at the smaller one: about two where it is linear.
    let ratio: Double
    /// The resident set that twice the size needed, the text itself included.
    let peakMegabytesTwice: Double

    /// Puts the two together.
    init(_ name: WorstText, once: MappingFigures, twice: MappingFigures) {
        self.name = name
        title = name.title
        bytes = once.bytes
        megabytesPerSecond = once.megabytesPerSecond
        megabytesPerSecondTwice = twice.megabytesPerSecond
        ratio = twice.leastCPUSeconds / once.leastCPUSeconds
        peakMegabytesTwice = twice.peakMegabytes
    }
}
