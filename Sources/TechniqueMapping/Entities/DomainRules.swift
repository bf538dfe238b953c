/// Whether a run of labels is the name of a host, and not a file, a piece of code, a detection or two sentences.
enum DomainRules {
    /// What a run of labels is.
    enum Verdict {
        case domain
        case fileName
        case neither
    }

    /// Judges the labels from one on; `isPlain` says that nothing marks the run as a host: no bracket, scheme or at-sign.
    static func verdict(_ run: HostRun, _ text: TextBytes, from first: Int, isPlain: Bool) -> Verdict {
        let labels = run.labels.dropFirst(first)
        guard let last = labels.last, labels.count > 1, labels.count < 20, !isTorn(text, run.start) else {
            return .neither
        }
        let end = run.bytes[last]
        if isPlain, FileExtensions.files.contains(end) { return fileName(run, text) }
        guard isWellFormed(run, labels) else { return .neither }
        if !isPlain {
            if TopLevelDomains.known.contains(end) { return .domain }
            if FileExtensions.files.contains(end) { return fileName(run, text) }
            let isWord = end.count >= 3 && end.count <= 12 && end.allSatisfy(ASCII.isLower)
            return isWord && hasSameCase(text, run.sources[run.sources.count - 1]) ? .domain : .neither
        }
        guard TopLevelDomains.known.contains(end) else { return .neither }
        if WordLists.plainHosts.contains(run.bytes[labels[first].lowerBound..<last.upperBound]) { return .domain }
        if FileExtensions.ambiguous.contains(end) {
            if hasHostLabels(run, labels) { return .domain }
            return FileExtensions.ambiguousFiles.contains(end) ? fileName(run, text) : .neither
        }
        return isPlainHost(run, text, labels) ? .domain : .neither
    }

    /// Whether a sign that stands for lost letters or an escape joins the run to a word before it.
    private static func isTorn(_ text: TextBytes, _ start: Int) -> Bool {
        guard start > 1, ASCII.isAlphanumeric(text[start - 2]) else { return false }
        switch text[start - 1] {
        case 0x23, 0x24, 0x25, 0x26: return true
        default: return false
        }
    }

    /// Labels as RFC 1035 has them, as far as names in use keep to it.
    private static func isWellFormed(_ run: HostRun, _ labels: ArraySlice<Range<Int>>) -> Bool {
        var length = 0
        for (index, label) in labels.enumerated() {
            let bytes = run.bytes[label]
            length += bytes.count + 1
            guard let first = bytes.first, let last = bytes.last, bytes.count <= 63, first != 0x2D, last != 0x2D else {
                return false
            }
            if index >= labels.count - 2, bytes.contains(0x5F) { return false }
            if bytes.contains(0x2B) { return false }
        }
        return length <= 254
    }

    private static func isPlainHost(_ run: HostRun, _ text: TextBytes, _ labels: ArraySlice<Range<Int>>) -> Bool {
        guard let end = labels.last.map({ run.bytes[$0] }), let opening = labels.first.map({ run.bytes[$0] }) else {
            return false
        }
        let owner = run.bytes[labels[labels.endIndex - 2]]
        let isCommon = WordLists.commonEnds.contains(end)
        // "networks.In": the end of one sentence and the start of the next; "System.Net": code.
        let ending = run.sources[run.sources.count - 1]
        if ASCII.isUpper(text[ending.lowerBound]) {
            let whole = run.start..<run.end
            for offset in whole where ASCII.isLower(text[offset]) { return false }
        }
        if WordLists.codeLabels.contains(opening) || WordLists.detectionLabels.contains(opening) { return false }
        for label in labels.dropLast() where WordLists.platformLabels.contains(run.bytes[label]) { return false }
        if !isCommon, labels.count == 2, WordLists.objectLabels.contains(opening) { return false }
        if owner.count < 2 { return false }
        if owner.allSatisfy(ASCII.isDigit), !isCommon, end.count > 2 || end.elementsEqual("in".utf8) { return false }
        if !owner.contains(where: { ASCII.isLetter($0) || $0 >= 0x80 }), labels.count == 2, !isCommon { return false }
        let next = run.end < text.count ? text[run.end] : 0x20
        // A call of a function, a path of Java, a variable.
        if next == 0x28, !isCommon { return false }
        if run.start > 0 {
            switch text[run.start - 1] {
            case 0x24, 0x23, 0x5C, 0x2F, 0x25, 0x26: return false
            case 0x2E, 0x2D, 0x3A: if !isCommon { return false }
            default: break
            }
        }
        return true
    }

    /// `www.` in front or `co.`, `gov.` before the end says that a host is meant.
    private static func hasHostLabels(_ run: HostRun, _ labels: ArraySlice<Range<Int>>) -> Bool {
        guard labels.count >= 3, let opening = labels.first else { return false }
        if run.bytes[opening].elementsEqual("www".utf8) { return true }
        if WordLists.secondLevel.contains(run.bytes[labels[labels.endIndex - 2]]) { return true }
        return false
    }

    private static func fileName(_ run: HostRun, _ text: TextBytes) -> Verdict {
        guard let stem = run.labels.first.map({ run.bytes[$0] }), let ending = run.labels.last.map({ run.bytes[$0] }),
            !run.hasPlus, run.at == nil, run.end - run.start <= 120
        else { return .neither }
        if WordLists.libraries.contains(stem), ending.elementsEqual("js".utf8) { return .neither }
        if ending.elementsEqual("so".utf8) {
            return stem.starts(with: "lib".utf8) || stem.contains(where: { !ASCII.isLower($0) }) ? .fileName : .neither
        }
        // "Newtonsoft.Json": code.
        let source = run.sources[run.sources.count - 1]
        if WordLists.codeEndings.contains(ending), ASCII.isUpper(text[source.lowerBound]), !hasSameCase(text, source) {
            return .neither
        }
        // "System.Dat" is no file, and neither is a number with an end.
        guard stem.contains(where: { ASCII.isLetter($0) }) || stem.count > 1 else { return .neither }
        return .fileName
    }

    private static func hasSameCase(_ text: TextBytes, _ range: Range<Int>) -> Bool {
        var (upper, lower) = (false, false)
        for offset in range {
            if ASCII.isUpper(text[offset]) { upper = true } else { lower = true }
        }
        return !(upper && lower)
    }
}
