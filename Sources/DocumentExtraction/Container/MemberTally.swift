import DocumentText

/// Counts what comes out of a container, and what stays in.
struct MemberTally {
    /// What the container may give.
    let limits: ExtractionLimits

    /// The members that came out.
    private(set) var members: [DocumentMember] = []

    /// The members that stayed in, the first ``maximumListed`` of them.
    private(set) var skipped: [SkippedMember] = []

    /// How many stayed in, for each reason.
    private(set) var skippedCounts: [ExtractionError.Code: Int] = [:]

    private(set) var warnings: [String] = []

    /// How many bytes may still come out.
    private(set) var bytesLeft: Int

    static let maximumListed = 200

    init(limits: ExtractionLimits, bytes: Int? = nil) {
        self.limits = limits
        bytesLeft = bytes ?? limits.memberBytes
    }

    /// Whether one more member may come out.
    var hasRoom: Bool { members.count < limits.members }

    /// Whether nothing was seen at all.
    var isEmpty: Bool { members.isEmpty && skippedCounts.isEmpty }

    mutating func take(_ name: String, bytes: Int) {
        members.append(DocumentMember(name: name, kind: .file, size: bytes))
        bytesLeft -= bytes
    }

    mutating func refer(to address: String) {
        members.append(DocumentMember(name: address, kind: .reference, size: 0))
    }

    /// Leaves a member in; its name is only asked for when it will be listed.
    mutating func skip(_ code: ExtractionError.Code, name: () -> String) {
        skippedCounts[code, default: 0] += 1
        if skipped.count < Self.maximumListed {
            skipped.append(SkippedMember(name: name(), code: code))
        }
    }

    mutating func warn(_ warning: String) {
        if !warnings.contains(warning), warnings.count < Self.maximumListed {
            warnings.append(warning)
        }
    }

    /// The listing; where nothing came out, why.
    func listing(mediaType: String) throws(ReadingFailure) -> MemberListing {
        guard !members.isEmpty else { throw failure }
        let unlisted = skippedCounts.values.reduce(0, +) - skipped.count
        let count = "\(unlisted) more members were left out."
        return MemberListing(
            mediaType: mediaType,
            members: members,
            skipped: skipped,
            warnings: unlisted > 0 ? warnings + [count] : warnings
        )
    }

    /// The reason that somebody can do something about comes first.
    private var failure: ReadingFailure {
        let count = skippedCounts.values.reduce(0, +)
        let codes: [ExtractionError.Code] = [
            .encrypted, .membersExceeded, .inputExceeded, .memoryExceeded, .damaged, .unsupportedFormat,
        ]
        guard let code = codes.first(where: { skippedCounts[$0] != nil }) else {
            return ReadingFailure(.noText, "it holds no files with any content")
        }
        let others = count == 1 ? "" : "; of \(count) members, this concerns \(skippedCounts[code] ?? 0)"
        return switch code {
        case .encrypted: ReadingFailure(code, "its members need a password\(others)")
        case .membersExceeded: ReadingFailure(code, "its members are too large together, or grow too much\(others)")
        case .inputExceeded: ReadingFailure(code, "a member is larger than \(limits.inputBytes) bytes\(others)")
        case .memoryExceeded: ReadingFailure(code, "unpacking a member takes too much memory\(others)")
        case .damaged: ReadingFailure(code, "its members are cut off or broken\(others)")
        default: ReadingFailure(code, "none of its members is a document that can be read\(others)")
        }
    }
}
