/// The addresses that a page's text links to and does not show.
struct HTMLLinks {
    private static let maximum = 2000

    /// The addresses, each once, in the order of the page.
    private(set) var targets: [[UInt8]] = []

    private var seen: Set<[UInt8]> = []
    private var navigationDepth = 0

    /// Counts elements that hold a site's navigation, whose links say nothing about the document.
    mutating func enterNavigation(_ step: Int) { navigationDepth = max(0, navigationDepth + step) }

    /// Takes a link's address when it leads somewhere else: one within the site is relative.
    mutating func add(_ tag: HTMLTag) {
        guard !tag.isEnd, navigationDepth == 0, targets.count < Self.maximum, let target = tag.attribute("href"),
            target.count <= 2048
        else { return }
        let scheme = target.prefix(9).map(\.lowercasedASCII)
        let isAddress = ["http://", "https://", "ftp://", "hxxp"].contains { scheme.starts(with: $0.utf8) }
        if isAddress, seen.insert(target).inserted {
            targets.append(target)
        }
    }
}
