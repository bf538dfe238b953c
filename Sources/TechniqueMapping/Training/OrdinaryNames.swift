internal import AttackKnowledge

/// Finds the one-word names of groups, software and campaigns that the training texts use as plain words.
struct OrdinaryNames {
    private static let enough = 2
    /// A name that commands write small (`mimikatz`) stays a name: plain words are small more often than that.
    private static let share = 4
    private var counts: [UInt64: (small: Int, all: Int)] = [:]
    private var scanner = NameWordScanner()

    init(_ knowledge: KnowledgeBase) {
        var names: [String] = []
        for group in knowledge.groups { names += [group.name] + group.aliases }
        for software in knowledge.software { names += [software.name] + software.aliases }
        for campaign in knowledge.campaigns { names += [campaign.name] + campaign.aliases }
        // A name that ATT&CK itself writes small (certutil) is used small without being a plain word.
        for name in names where name.utf8.contains(where: ASCII.isUpper) {
            let words = NameWordScanner.words(of: name)
            if words.count == 1, let word = words.first { counts[word.folded] = (0, 0) }
        }
    }

    /// Counts the names that stand in lower case in a text.
    mutating func read(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            scanner.scan(bytes, 0..<bytes.count)
            for word in scanner.words {
                guard let count = counts[word.folded] else { continue }
                var isSmall = true
                for index in word.start..<word.end where ASCII.isUpper(bytes[index]) { isSmall = false }
                counts[word.folded] = (count.small + (isSmall ? 1 : 0), count.all + 1)
            }
        }
    }

    /// Their hashes, sorted, with those of this release's names that were found in other texts.
    func hashes(with known: Set<UInt64> = []) -> [UInt64] {
        counts
            .filter { name, count in
                known.contains(name) || count.small >= Self.enough && count.small * Self.share >= count.all
            }
            .keys.sorted()
    }
}
