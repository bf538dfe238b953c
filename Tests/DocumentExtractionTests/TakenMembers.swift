import DocumentText
import Synchronization

/// Keeps the files of a container that came through the child.
final class TakenMembers: MemberReceiver {
    private let files = Mutex<[(name: String, bytes: [UInt8])]>([])

    var names: [String] { files.withLock { $0.map(\.name) } }
    var bytes: [[UInt8]] { files.withLock { $0.map(\.bytes) } }

    func begin(_ name: String, number: Int) throws(ExtractionError) {
        files.withLock { $0.append((name, [])) }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) {
        files.withLock { $0[$0.count - 1].bytes += bytes }
    }

    func end() throws(ExtractionError) {}
}
