@testable import DocumentText

extension ExtractionFrame {
    /// What a whole stream says, with its files dropped.
    static func decode(_ bytes: [UInt8], limits: ExtractionLimits) throws(Violation) -> Content {
        var receiver = FrameReceiver(limits: limits)
        do throws(FrameReceiver.Failure) {
            try receiver.receive(bytes[...])
        } catch {
            guard case .violation(let violation) = error else { preconditionFailure("nobody refuses: \(error)") }
            throw violation
        }
        return try receiver.finish()
    }
}
