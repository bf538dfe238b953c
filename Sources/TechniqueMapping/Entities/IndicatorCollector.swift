/// Gathers what the reader finds: each indicator once, with its places.
struct IndicatorCollector {
    /// A distinct indicator.
    struct Entry {
        var match: IndicatorMatch
        /// Where it stands, in bytes; as many as places.
        var ranges: [Range<Int>]
        /// Its host in canonical form; empty where it has none.
        var host: [UInt8]
        var endsInPayload: Bool
        /// Nobody's own: a private address, a file that every system has.
        var isCommon: Bool
        /// Whether its host is an address.
        var isAddress: Bool { host.last.map(ASCII.isDigit) ?? (match.kind == .url) }
    }

    private struct Key: Hashable {
        var kind: IndicatorMatch.Kind
        var value: String
    }

    static let maximumPlaces = 5

    let text: TextBytes
    private let limit: Int
    private(set) var entries: [Entry] = []
    private var index: [Key: Int] = [:]
    private var omitted = 0
    /// How many scalars start before `counted`.
    private var scalars = 0
    private var counted = 0
    /// How often each registered name stands in a plain link.
    private(set) var plainLinks: [String: Int] = [:]

    init(_ text: TextBytes, limit: Int) {
        self.text = text
        self.limit = limit
    }

    /// Notes an indicator; the ranges of successive calls must start in order.
    mutating func add(
        _ kind: IndicatorMatch.Kind,
        _ value: String,
        _ range: Range<Int>,
        isDefanged: Bool,
        host: ArraySlice<UInt8> = [],
        endsInPayload: Bool = false,
        isReserved: Bool = false,
        isKnownFile: Bool = false
    ) {
        if kind == .url, !isDefanged, plainLinks.count < limit {
            plainLinks[String(decoding: KnownHosts.registered(host), as: UTF8.self), default: 0] += 1
        }
        let key = Key(kind: kind, value: Self.isCaseKept(kind) ? Self.folded(value) : value)
        if let known = index[key] {
            entries[known].match.count += 1
            if isDefanged { entries[known].match.isDefanged = true }
            if entries[known].ranges.count < Self.maximumPlaces {
                let place = self.place(range)
                entries[known].ranges.append(range)
                entries[known].match.places.append(place)
            }
            return
        }
        guard entries.count < limit else {
            omitted += 1
            return
        }
        index[key] = entries.count
        let match = IndicatorMatch(
            kind: kind,
            value: value,
            writtenAs: String(decoding: text[range], as: UTF8.self),
            isDefanged: isDefanged,
            count: 1,
            places: [place(range)],
            role: .indicator
        )
        entries.append(
            Entry(
                match: match,
                ranges: [range],
                host: Array(host),
                endsInPayload: endsInPayload,
                isCommon: isReserved || isKnownFile || kind == .fileName && KnownFiles.contains(value)
            )
        )
    }

    /// The matches with their roles.
    func findings() -> IndicatorFindings {
        var roles = IndicatorRoles(self)
        return IndicatorFindings(
            matches: entries.map { entry in
                var match = entry.match
                match.role = roles.role(of: entry)
                return match
            },
            omitted: omitted
        )
    }

    /// Whether the value is written as found but compared without case.
    private static func isCaseKept(_ kind: IndicatorMatch.Kind) -> Bool {
        kind == .filePath || kind == .fileName || kind == .registryKey
    }

    private static func folded(_ value: String) -> String {
        // Unix minds case.
        value.utf8.first == 0x2F ? value : String(decoding: value.utf8.map(ASCII.lowered), as: UTF8.self)
    }

    private mutating func place(_ range: Range<Int>) -> ScalarRange {
        precondition(range.lowerBound >= counted, "indicators come in order: \(range) after \(counted)")
        scalars += text.scalarCount(counted..<range.lowerBound)
        counted = range.lowerBound
        return ScalarRange(start: scalars, end: scalars + text.scalarCount(range))
    }
}
