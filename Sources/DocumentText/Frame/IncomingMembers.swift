/// The members of a container as they arrive: counts and checks them, and hands the files on.
struct IncomingMembers: Sendable {
    private let limits: ExtractionLimits
    private let receiver: (any MemberReceiver)?
    private var bytesLeft: Int

    /// The members so far.
    private(set) var all: [DocumentMember] = []

    var isEmpty: Bool { all.isEmpty }

    init(limits: ExtractionLimits, receiver: (any MemberReceiver)?) {
        self.limits = limits
        self.receiver = receiver
        bytesLeft = limits.memberBytes
    }

    /// Checks a file that is about to come.
    mutating func admit(_ name: String, number: Int, size: Int) throws(ExtractionFrame.Violation) {
        guard Self.isPlainPath(name) else {
            throw ExtractionFrame.Violation("a member's name is not that of a file within a folder")
        }
        guard size <= bytesLeft, size <= limits.inputBytes else {
            throw ExtractionFrame.Violation("its members are larger than they may be", isExcess: true)
        }
        try append(DocumentMember(name: name, kind: .file, size: size), number: number)
        bytesLeft -= size
    }

    mutating func refer(to address: String, number: Int) throws(ExtractionFrame.Violation) {
        let isWeb = address.hasPrefix("http://") || address.hasPrefix("https://")
        guard isWeb, address.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw ExtractionFrame.Violation("a reference is not an address of the Web")
        }
        try append(DocumentMember(name: address, kind: .reference, size: 0), number: number)
    }

    /// Tells the receiver of the file that was admitted last.
    func begin() throws(FrameReceiver.Failure) {
        guard let name = all.last?.name else { return }
        try hand { (receiver) throws(ExtractionError) in try receiver.begin(name, number: all.count - 1) }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(FrameReceiver.Failure) {
        try hand { (receiver) throws(ExtractionError) in try receiver.write(bytes) }
    }

    func end() throws(FrameReceiver.Failure) {
        try hand { (receiver) throws(ExtractionError) in try receiver.end() }
    }

    private func hand(_ body: (any MemberReceiver) throws(ExtractionError) -> Void) throws(FrameReceiver.Failure) {
        guard let receiver else { return }
        do throws(ExtractionError) { try body(receiver) } catch { throw .refused(error) }
    }

    private mutating func append(_ member: DocumentMember, number: Int) throws(ExtractionFrame.Violation) {
        guard number == all.count else { throw ExtractionFrame.Violation("its members are out of order") }
        guard all.count < limits.members else {
            throw ExtractionFrame.Violation("it has too many members", isExcess: true)
        }
        all.append(member)
    }

    /// Whether a name is relative, goes nowhere up, and has no control character.
    private static func isPlainPath(_ name: String) -> Bool {
        guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}
