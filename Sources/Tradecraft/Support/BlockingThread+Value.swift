import DocumentText
import Inbox
import Taskt

extension BlockingThread {
    /// What work gives that blocks, or what it throws, from a thread of its own.
    ///
    /// - Throws: what `work` throws, an `InboxError` classified; `AgentFailure` where the machine has no thread left.
    static func value<Value: Sendable>(of work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard let result = await run({ Result { try work() } }) else {
            throw AgentFailure("unavailable", isTransient: true, "the machine has no thread left")
        }
        do {
            return try result.get()
        } catch let error as InboxError {
            throw AgentFailure(error)
        }
    }
}
