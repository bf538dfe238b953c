/// A run of words joined by dots and at-signs, with what makes it unclickable undone: a host, an address, an e-mail
/// address, a file name, or nothing of the kind.
struct HostRun {
    /// The whole run in canonical form: in lower case, with plain dots and at-signs.
    private(set) var bytes: [UInt8] = []
    /// The labels, as ranges of `bytes`.
    private(set) var labels: [Range<Int>] = []
    /// The labels, as ranges of the text.
    private(set) var sources: [Range<Int>] = []
    /// Whether the joint before each label was unclickable; the first is of no meaning.
    private(set) var joints: [Bool] = []
    /// How many labels stand before the at-sign.
    private(set) var at: Int?
    /// Where the run ends in the text.
    private(set) var end = 0
    /// Whether it holds what neither a host nor an address has: two at-signs, or more than any of them is long.
    private(set) var isMalformed = false
    /// Whether it holds a plus sign, which only the name in an e-mail address may.
    private(set) var hasPlus = false

    private static let longest = 400

    var start: Int { sources.first?.lowerBound ?? end }
    var isDefanged: Bool { joints.dropFirst().contains(true) }

    /// Reads the run that starts at an offset, all of it, however long.
    mutating func read(_ text: TextBytes, from start: Int) {
        bytes.removeAll(keepingCapacity: true)
        labels.removeAll(keepingCapacity: true)
        sources.removeAll(keepingCapacity: true)
        joints.removeAll(keepingCapacity: true)
        at = nil
        isMalformed = false
        hasPlus = false
        var offset = start
        var (labelStart, labelBytes, isDefanged) = (start, 0, false)
        while offset < text.count {
            let byte = text[offset]
            if Self.isLabel(byte) || Self.isWide(text, offset) {
                append(byte)
                offset += 1
            } else if byte == 0x2B {
                hasPlus = true
                append(byte)
                offset += 1
            } else if byte == 0x5C, offset + 2 < text.count, text[offset + 1] == 0x5F, Self.isLabel(text[offset + 2]) {
                append(0x5F)
                offset += 2
            } else if let joint = HostJoint.read(text, at: offset), offset > labelStart {
                close(labelStart..<offset, labelBytes, isDefanged)
                if joint.isAt { noteAt() }
                append(joint.isAt ? 0x40 : 0x2E)
                offset = joint.end
                (labelStart, labelBytes, isDefanged) = (offset, bytes.count, joint.isDefanged)
            } else {
                break
            }
        }
        close(labelStart..<offset, labelBytes, isDefanged)
        trim(text)
        end = sources.last?.upperBound ?? offset
        consumed = offset
    }

    /// Where reading stopped: what is before is not read again.
    private(set) var consumed = 0

    /// Drops the last label, with which the sentence goes on after `evil[.]com.The`.
    mutating func dropLast() {
        guard labels.count > 1 else { return }
        labels.removeLast()
        sources.removeLast()
        joints.removeLast()
        if let last = labels.last { bytes.removeSubrange(last.upperBound...) }
        end = sources.last?.upperBound ?? end
    }

    private mutating func append(_ byte: UInt8) {
        if bytes.count < Self.longest { bytes.append(ASCII.lowered(byte)) } else { isMalformed = true }
    }

    private mutating func close(_ source: Range<Int>, _ from: Int, _ isDefanged: Bool) {
        if isMalformed { return }
        labels.append(from..<bytes.count)
        sources.append(source)
        joints.append(isDefanged)
    }

    private mutating func noteAt() {
        if at != nil { isMalformed = true }
        at = labels.count
    }

    /// Hyphens and underscores at the end belong to the sentence.
    private mutating func trim(_ text: TextBytes) {
        guard let last = labels.last, let source = sources.last else { return }
        var extra = 0
        while extra < source.count, extra < last.count {
            let byte = text[source.upperBound - 1 - extra]
            guard byte == 0x2D || byte == 0x5F || byte == 0x2B else { break }
            extra += 1
        }
        guard extra > 0, extra < last.count else { return }
        bytes.removeLast(extra)
        labels[labels.count - 1] = last.lowerBound..<last.upperBound - extra
        sources[sources.count - 1] = source.lowerBound..<source.upperBound - extra
    }

    /// What a label is made of.
    @inline(__always)
    static func isLabel(_ byte: UInt8) -> Bool { ASCII.isAlphanumeric(byte) || byte == 0x2D || byte == 0x5F }

    /// Whether a letter of an alphabet that names of hosts are written in stands here: Latin, Greek, Cyrillic.
    @inline(__always)
    static func isWide(_ text: TextBytes, _ offset: Int) -> Bool {
        let byte = text[offset]
        guard byte >= 0x80 else { return false }
        if !ASCII.isContinuation(byte) { return byte >= 0xC3 && byte <= 0xD5 }
        return offset > 0 && text[offset - 1] >= 0xC3 && text[offset - 1] <= 0xD5
    }
}
