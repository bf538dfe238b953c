import Synchronization

/// Messages for one receiver: many post, one takes all that has arrived.
///
/// Taking them together is what lets events that arrive while a commit is under way share the next one.
final class Mailbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var receiver: UnsafeContinuation<[Message], Never>?
    }

    private let state = Mutex(State())

    /// Leaves a message.
    func post(_ message: Message) {
        let receiver = state.withLock { state -> UnsafeContinuation<[Message], Never>? in
            guard let receiver = state.receiver else {
                state.messages.append(message)
                return nil
            }
            state.receiver = nil
            return receiver
        }
        receiver?.resume(returning: [message])
    }

    /// Waits until there is a message, and takes all there are.
    func next() async -> [Message] {
        await withUnsafeContinuation { receiver in
            let messages = state.withLock { state -> [Message] in
                if state.messages.isEmpty {
                    precondition(state.receiver == nil, "a mailbox has two receivers")
                    state.receiver = receiver
                    return []
                }
                defer { state.messages = [] }
                return state.messages
            }
            if !messages.isEmpty { receiver.resume(returning: messages) }
        }
    }
}
