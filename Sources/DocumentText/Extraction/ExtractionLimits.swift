/// What one document may cost.
///
/// Limits on text and pages keep what was read so far and say so in a warning; the others end the extraction.
package struct ExtractionLimits: Hashable, Sendable {
    /// Time on the clock from start to result.
    package var wall: Duration

    /// Processor time of each process that takes part, in seconds.
    package var cpuSeconds: Int

    /// Address space of each process that takes part, in bytes.
    package var memoryBytes: Int

    /// Size of the file, in bytes.
    package var inputBytes: Int

    /// Size of the text as UTF-8, in bytes.
    package var textBytes: Int

    /// Number of pages.
    package var pages: Int

    /// Number of segments.
    package var segments: Int

    /// Number of files within a container, and of parts within a document.
    package var members: Int

    /// Size of all that is unpacked, in bytes.
    package var memberBytes: Int

    /// How many times larger than the file what is unpacked from it may be; the first 32 MiB are free.
    package var ratio: Int

    /// How many containers may lie within each other.
    package var depth: Int

    /// Limits for one document; the defaults suit reports people write.
    package init(
        wall: Duration = .seconds(30),
        cpuSeconds: Int = 10,
        memoryBytes: Int = 1 << 30,
        inputBytes: Int = 50_000_000,
        textBytes: Int = 64 << 20,
        pages: Int = 2000,
        segments: Int = 1_000_000,
        members: Int = 1000,
        memberBytes: Int = 256 << 20,
        ratio: Int = 100,
        depth: Int = 8
    ) {
        self.wall = wall
        self.cpuSeconds = cpuSeconds
        self.memoryBytes = memoryBytes
        self.inputBytes = inputBytes
        self.textBytes = textBytes
        self.pages = pages
        self.segments = segments
        self.members = members
        self.memberBytes = memberBytes
        self.ratio = ratio
        self.depth = depth
    }

    /// ``wall`` in whole milliseconds, as the command line has it.
    package var wallMilliseconds: Int {
        get {
            let (seconds, attoseconds) = wall.components
            guard seconds < 1 << 40 else { return 1 << 50 }
            return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
        }
        set { wall = .milliseconds(newValue) }
    }

    /// How much the child may send: the text, and room for segments, metadata and warnings.
    package var outputBytes: Int {
        textBytes + segments * ExtractionFrame.segmentSize + (members * ExtractionFrame.maximumStringBytes) + (4 << 20)
    }
}
