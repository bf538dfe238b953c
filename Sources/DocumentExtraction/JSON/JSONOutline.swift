/// Where in a JSON text one is, and what the kinds of documents that analysts share say of themselves.
struct JSONOutline {
    /// Titles and names are not deeper than this.
    private static let maximumDepth = 6

    private struct Level {
        let isObject: Bool
        var key = ""
        var type = ""
        var name: [UInt8] = []
        var published: [UInt8] = []
    }

    private var levels: [Level] = []
    private var deeper = 0
    /// The title by how well the object that has it stands for the document, the best first.
    private var titles: [Int: [UInt8]] = [:]
    private var values: [(key: String, value: [UInt8])] = []

    /// Whether no object or list is open.
    var isOutside: Bool { levels.isEmpty }

    /// What the document says of itself.
    var metadata: [(key: String, value: [UInt8])] {
        let title = titles.min { $0.key < $1.key }
        return values + (title.map { [("title", $0.value)] } ?? [])
    }

    mutating func begin(isObject: Bool) {
        if levels.count < Self.maximumDepth {
            levels.append(Level(isObject: isObject))
        } else {
            deeper += 1
        }
    }

    mutating func end() {
        guard deeper == 0 else {
            deeper -= 1
            return
        }
        guard let level = levels.popLast(), level.isObject, !level.name.isEmpty else { return }
        // The objects of a STIX bundle, or one of them alone.
        guard levels.isEmpty || levels.map(\.key) == ["objects", ""],
            let rank = ["report", "grouping", "x-mitre-collection", "bundle"].firstIndex(of: level.type),
            titles[rank] == nil
        else { return }
        titles[rank] = level.name
        if rank == 0, !level.published.isEmpty {
            values.append(("created", level.published))
        }
    }

    /// Goes back to the outside: the next value begins.
    mutating func reset() {
        levels = []
        deeper = 0
    }

    mutating func key(_ name: [UInt8]) {
        guard deeper == 0, !levels.isEmpty else { return }
        levels[levels.count - 1].key = name.count <= 64 ? String(decoding: name, as: UTF8.self) : ""
    }

    mutating func value(_ value: [UInt8]) {
        guard deeper == 0, let level = levels.last, level.isObject, !value.isEmpty else { return }
        switch level.key {
        case "type": levels[levels.count - 1].type = String(decoding: value.prefix(64), as: UTF8.self)
        case "name": levels[levels.count - 1].name = Array(value.prefix(2048))
        case "published": levels[levels.count - 1].published = Array(value.prefix(64))
        default: break
        }
        // Most keys are none of these, and a path takes time to put together.
        guard Self.lastKeys.contains(level.key) else { return }
        if let key = Self.known[path], !values.contains(where: { $0.key == key }) {
            values.append((key, Array(value.prefix(2048))))
        }
    }

    /// The keys on the way, without the lists and the envelope that a MISP server puts around an event.
    private var path: String {
        levels.map(\.key).filter { !$0.isEmpty && $0 != "response" }.joined(separator: "/")
    }

    private static let lastKeys: Set<String> = [
        "title", "name", "lang", "initial_release_date", "current_release_date", "info", "date",
    ]

    private static let known = [
        "document/title": "title", "document/publisher/name": "author", "document/lang": "language",
        "document/tracking/initial_release_date": "created", "document/tracking/current_release_date": "modified",
        "Event/info": "title", "Event/date": "created", "Event/Orgc/name": "author", "title": "title",
    ]
}
