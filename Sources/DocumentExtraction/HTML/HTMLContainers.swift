/// The containers of a page: those that are open, and those that text was found in.
///
/// An end tag closes what a browser would close with it, found without a search: each open element knows the one of its
/// name before it, and the table or cell that it cannot be closed from outside of.
struct HTMLContainers {
    private static let deepest = 4096

    /// A container in which text begins, or that holds such a one.
    struct Node {
        /// The one around it, as an index; the page itself is its own.
        let parent: Int
        let hints: HTMLHints
        var weight = HTMLWeight()
    }

    private struct Open {
        let number: Int
        let hints: HTMLHints
        /// The open element of the same name before it, and the barrier around it, as indices.
        let previous: Int
        let barrier: Int
        var node = -1
    }

    /// The containers, those around others before them; the first one is the page.
    private(set) var nodes = [Node(parent: 0, hints: [])]
    private var open: [Open] = []
    private var last = [Int](repeating: -1, count: HTMLElement.count)
    /// The innermost open element that no end tag within it can close.
    private var barrier = -1
    private var beyond = 0

    /// Opens a container.
    ///
    /// - Parameters:
    ///   - element: What it is.
    ///   - hints: What its attributes say.
    mutating func begin(_ element: HTMLElement, _ hints: HTMLHints) {
        guard open.count < Self.deepest else {
            beyond += 1
            return
        }
        var hints = hints
        if let around = open.last?.hints {
            hints.formUnion(around.intersection([.isInContent, .isInSection]))
        }
        open.append(Open(number: element.number, hints: hints, previous: last[element.number], barrier: barrier))
        last[element.number] = open.count - 1
        if element.role == .table || element.role == .cell {
            barrier = open.count - 1
        }
    }

    /// Closes the innermost container of this kind and all within it, if one is open that can be closed from here.
    mutating func end(_ element: HTMLElement) {
        guard beyond == 0 else {
            beyond -= 1
            return
        }
        // The barrier itself can be closed, and a table from within its cells.
        let limit = element.role == .table ? 0 : element.role == .cell ? lastTable + 1 : max(barrier, 0)
        guard last[element.number] >= limit else { return }
        close(from: last[element.number])
    }

    /// Closes the cell that is open in the innermost table.
    mutating func endCell() {
        guard beyond == 0, barrier >= 0, barrier > lastTable else { return }
        close(from: barrier)
    }

    private mutating func close(from index: Int) {
        while open.count > index, let closed = open.popLast() {
            last[closed.number] = closed.previous
            barrier = closed.barrier
        }
    }

    private var lastTable: Int { Self.table.map { last[$0] } ?? -1 }

    private static let table = HTMLElement.number(of: "table")

    /// Whether the innermost table only places things on the page.
    var isInLayoutTable: Bool {
        let table = lastTable
        return table >= 0 && open[table].hints.contains(.isLayout)
    }

    /// What is known about where the page is now.
    var hints: HTMLHints { open.last?.hints ?? [] }

    /// The innermost open container, as an index into ``nodes``.
    mutating func current() -> Int {
        var index = open.count - 1
        while index >= 0, open[index].node < 0 {
            index -= 1
        }
        var node = index < 0 ? 0 : open[index].node
        index += 1
        while index < open.count {
            nodes.append(Node(parent: node, hints: open[index].hints))
            node = nodes.count - 1
            open[index].node = node
            index += 1
        }
        return node
    }

    /// Forgets what text was found in; what is open stays open.
    mutating func removeNodes() {
        nodes.removeSubrange(1...)
        for index in open.indices {
            open[index].node = -1
        }
    }
}
