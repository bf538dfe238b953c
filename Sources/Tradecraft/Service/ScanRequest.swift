import Synchronization

/// Remembers that something may have changed in the inbox, until it is scanned.
final class ScanRequest: Sendable {
    private let isAsked = Atomic(true)

    /// Asks for a scan.
    func ask() { isAsked.store(true, ordering: .releasing) }

    /// Whether a scan was asked for, and not taken yet.
    var isOpen: Bool { isAsked.load(ordering: .acquiring) }

    /// Takes the request; what changes from now on is asked for anew.
    func take() { isAsked.store(false, ordering: .releasing) }
}
