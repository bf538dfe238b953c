import DocumentText

/// Unpacks an archive, member by member, within limits.
///
/// One member at a time is in memory. What an archive promises is believed only where it saves work.
struct ArchiveReader {
    private let source: DocumentSource
    private let worth: MemberWorth
    private let limits: ExtractionLimits
    private let names: MemberNames
    /// Whether the archive begins with an entry, as far as can be seen.
    private let promisesEntries: Bool
    /// How much may be unpacked, members that are left out among it.
    private var unpackable: Int
    /// Whether a limit has been reached that ends unpacking.
    private var isFull = false

    /// What was seen.
    private(set) var tally: MemberTally

    /// Unpacked bytes that are always allowed.
    private static let freeBytes = 32 << 20
    /// More entries than this are not looked at.
    private static let maximumEntries = 100_000

    /// A reader of one archive.
    ///
    /// - Parameters:
    ///   - source: The archive.
    ///   - mediaType: Its type.
    ///   - context: What reading may cost.
    ///   - bytes: How many bytes may come out, where that is less than the limit.
    /// - Throws: `unreadable` when the file is.
    init(
        _ source: DocumentSource,
        mediaType: String,
        _ context: ReadingContext,
        bytes: Int? = nil
    ) throws(ReadingFailure) {
        self.source = source
        promisesEntries = try source.head(4).elementsEqual("PK\u{3}\u{4}".utf8)
        worth = MemberWorth(context)
        limits = context.limits
        names = MemberNames(archive: source.name, isZip: mediaType == "application/zip")
        let (product, isTooLarge) = source.size.multipliedReportingOverflow(by: limits.ratio)
        unpackable = isTooLarge ? .max : max(product, Self.freeBytes)
        tally = MemberTally(limits: limits, bytes: bytes)
    }

    /// Unpacks the archive.
    ///
    /// - Parameters:
    ///   - mediaType: Its type.
    ///   - take: Gets each member; when it returns `false`, reading ends.
    /// - Throws: What is wrong with the archive as a whole, when nothing came out of it.
    mutating func read(
        mediaType: String,
        _ take: (_ name: String, _ bytes: [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) {
        let stream = try ArchiveStream(mediaType: mediaType)
        try ArchiveLocale.run { () throws(ReadingFailure) in
            if let bytes = source.inMemory {
                try bytes.withUnsafeBufferPointer { (buffer) throws(ReadingFailure) in
                    try stream.open(UnsafeRawBufferPointer(buffer))
                    try readEntries(stream, take)
                }
            } else {
                try source.withDescriptor { (descriptor) throws(ReadingFailure) in
                    try stream.open(descriptor)
                    try readEntries(stream, take)
                }
            }
        }
    }

    private mutating func readEntries(
        _ stream: borrowing ArchiveStream,
        _ take: (String, [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) {
        for number in 0..<Self.maximumEntries {
            switch stream.next() {
            case .end:
                guard number > 0 || !promisesEntries else {
                    throw ReadingFailure(.damaged, "the archive cannot be read")
                }
                return
            case .broken(let code):
                guard !tally.isEmpty else { throw ReadingFailure(code, "the archive cannot be read") }
                tally.skip(code) { "(the rest of the archive)" }
                tally.warn("The archive is cut off or broken (\(code)); what came before is kept.")
                return
            case .entry(let entry):
                guard try read(entry, stream, take) else { return }
                if isFull, !stream.skipsCheaply {
                    tally.warn("Unpacking stopped at a limit; what comes later in the archive is not listed.")
                    return
                }
            }
        }
        tally.warn("Only the first \(Self.maximumEntries) entries of the archive were looked at.")
    }

    /// Reads one entry and says whether to go on.
    private mutating func read(
        _ entry: ArchiveEntry,
        _ stream: borrowing ArchiveStream,
        _ take: (String, [UInt8]) throws(ReadingFailure) -> Bool
    ) throws(ReadingFailure) -> Bool {
        guard entry.kind != .folder, !entry.isBookkeeping else { return discard(stream) }
        let number = tally.members.count + 1
        if let code = refusal(of: entry) {
            let names = names
            tally.skip(code) { names.name(of: entry, number: number) }
            return code == .encrypted || discard(stream)
        }
        let label = names.name(of: entry, number: number)
        switch unpack(stream, name: label, promised: entry.size ?? 0) {
        case .file(let bytes, let isDoubtful):
            if isDoubtful {
                tally.warn("\"\(label.prefix(100))\" does not have the size or the checksum that the archive names.")
            }
            tally.take(label, bytes: bytes.count)
            return try take(label, bytes)
        case .refused(let code):
            tally.skip(code) { label }
            return discard(stream)
        }
    }

    /// Why an entry is not unpacked, as far as can be told beforehand.
    private mutating func refusal(of entry: ArchiveEntry) -> ExtractionError.Code? {
        if entry.kind == .special { return .unsupportedFormat }
        if entry.isEncrypted { return .encrypted }
        if entry.size == 0 { return .empty }
        if !isFull, !tally.hasRoom {
            isFull = true
        }
        if isFull { return .membersExceeded }
        guard let size = entry.size else { return nil }
        if size > limits.inputBytes { return .inputExceeded }
        if size > tally.bytesLeft {
            isFull = true
            return .membersExceeded
        }
        return nil
    }

    private enum Unpacked {
        case file([UInt8], isDoubtful: Bool)
        case refused(ExtractionError.Code)
    }

    private mutating func unpack(_ stream: borrowing ArchiveStream, name: String, promised: Int) -> Unpacked {
        var bytes: [UInt8] = []
        // A promise that is not kept costs address space and no memory.
        bytes.reserveCapacity(min(max(promised, 0), limits.inputBytes))
        var isDoubtful = false
        var isDecided = false
        while true {
            switch stream.read(isDoubtful: &isDoubtful) {
            case .bytes(let piece, let offset):
                // A sparse file leaves out its zeros.
                guard offset >= bytes.count else { return .refused(.damaged) }
                let (end, isTooLarge) = offset.addingReportingOverflow(piece.count)
                guard !isTooLarge, end <= limits.inputBytes else { return .refused(.inputExceeded) }
                guard end <= tally.bytesLeft, spend(end - bytes.count) else {
                    isFull = true
                    return .refused(.membersExceeded)
                }
                bytes.append(contentsOf: repeatElement(0, count: offset - bytes.count))
                bytes.append(contentsOf: piece)
                if !isDecided, bytes.count >= MemberWorth.headBytes {
                    let isDocument = worth.isDocument(head: bytes, name: name)
                    guard isDocument ?? true else { return .refused(.unsupportedFormat) }
                    isDecided = isDocument != nil
                }
            case .end:
                guard !bytes.isEmpty else { return .refused(.empty) }
                guard isDecided || worth.isDocument(bytes, name: name) else { return .refused(.unsupportedFormat) }
                return .file(bytes, isDoubtful: isDoubtful)
            case .failed(let code): return .refused(code)
            }
        }
    }

    private mutating func spend(_ count: Int) -> Bool {
        guard count <= unpackable else { return false }
        unpackable -= count
        return true
    }

    /// Unpacks the rest of an entry for nothing where the archive cannot be read otherwise, as far as limits allow.
    private mutating func discard(_ stream: borrowing ArchiveStream) -> Bool {
        guard !stream.skipsCheaply, !isFull else { return true }
        var isDoubtful = false
        while case .bytes(let piece, _) = stream.read(isDoubtful: &isDoubtful) {
            guard spend(piece.count) else {
                isFull = true
                return true
            }
        }
        return true
    }
}
