/// What went wrong with a file or a folder, said so that an operator can act on it.
package struct InboxError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of failure; whether to retry is decided from it.
    package let code: Code

    /// What was being done, as a verb phrase ("rename into the spool").
    package let operation: String

    /// The path it was being done to, escaped for display.
    package let path: String

    /// The kernel's error number; 0 when the kernel reported none.
    package let systemError: Int32

    /// The process that holds the lock, when `code` is `.locked` and it is known.
    package let holder: Int32?

    /// A failure with its circumstances.
    package init(
        _ code: Code,
        during operation: String,
        path: some CustomStringConvertible,
        systemError: Int32 = 0,
        holder: Int32? = nil
    ) {
        self.code = code
        self.operation = operation
        self.path = path.description
        self.systemError = systemError
        self.holder = holder
    }

    /// A failure that the kernel reported, its code derived from the error number.
    package init(systemError: Int32, during operation: String, path: some CustomStringConvertible) {
        self.init(Code(systemError: systemError), during: operation, path: path, systemError: systemError)
    }

    /// Whether the same operation may succeed later without anybody changing the document.
    package var isTransient: Bool { code.isTransient }

    /// One line: the operation, the path, the code and the kernel's words.
    package var description: String {
        var line = "\(operation) failed (\(code)) for \(path)"
        if let holder { line += ": held by process \(holder)" }
        if systemError != 0 { line += ": \(systemErrorText(systemError))" }
        return line
    }
}
