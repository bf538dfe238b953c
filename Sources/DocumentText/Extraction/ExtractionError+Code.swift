extension ExtractionError {
    /// The reasons for which a document gives no text.
    package struct Code: Hashable, Sendable, Codable, CustomStringConvertible, CaseIterable {
        enum Value: String, Codable, CaseIterable {
            case unsupportedFormat, encrypted, damaged, noText, empty, inputExceeded, nestingExceeded, membersExceeded
            case timedOut, memoryExceeded, outputExceeded
            case crashed, malformedResult, toolMissing, unreadable, unavailable, cancelled, unconfined
        }

        let value: Value

        /// The format is known or not, but cannot be read.
        package static let unsupportedFormat = Code(value: .unsupportedFormat)
        /// A password is needed.
        package static let encrypted = Code(value: .encrypted)
        /// The file is cut off or broken, and no text could be saved.
        package static let damaged = Code(value: .damaged)
        /// The document is in order and has no words: a scan, pictures, blank pages.
        package static let noText = Code(value: .noText)
        /// The file has no bytes.
        package static let empty = Code(value: .empty)
        /// The file is larger than the limit.
        package static let inputExceeded = Code(value: .inputExceeded)
        /// The file lies too deep in other files.
        package static let nestingExceeded = Code(value: .nestingExceeded)
        /// What holds the file holds too many files, or too many bytes.
        package static let membersExceeded = Code(value: .membersExceeded)
        /// The limit on clock or processor time was reached.
        package static let timedOut = Code(value: .timedOut)
        /// The limit on memory was reached.
        package static let memoryExceeded = Code(value: .memoryExceeded)
        /// The child sent more than the limits allow.
        package static let outputExceeded = Code(value: .outputExceeded)
        /// The child ended by a signal or an unexpected exit code.
        package static let crashed = Code(value: .crashed)
        /// The child's answer was not well formed.
        package static let malformedResult = Code(value: .malformedResult)
        /// A program that the format needs is not installed.
        package static let toolMissing = Code(value: .toolMissing)
        /// The file cannot be opened or read, or is not a regular file.
        package static let unreadable = Code(value: .unreadable)
        /// The machine has no process, memory or descriptor left for the child.
        package static let unavailable = Code(value: .unavailable)
        /// The caller cancelled the extraction.
        package static let cancelled = Code(value: .cancelled)

        /// The kernel cannot lock the extractor in, and the configuration insists on it.
        package static let unconfined = Code(value: .unconfined)

        /// All codes, in the order of their declaration.
        package static var allCases: [Code] { Value.allCases.map(Code.init(value:)) }

        /// The code spelled `name`, as in results, logs and tables.
        package init?(name: String) {
            guard let value = Value(rawValue: name) else { return nil }
            self.value = value
        }

        init(value: Value) { self.value = value }

        /// The code's name, the same everywhere it is shown or stored.
        package var description: String { value.rawValue }

        /// A sentence for when nothing more is known.
        var meaning: String {
            switch value {
            case .unsupportedFormat: "the format is not supported"
            case .encrypted: "the document needs a password"
            case .damaged: "the document is damaged and no text could be saved"
            case .noText: "the document has no text; scanned pages need text recognition first"
            case .empty: "the file is empty"
            case .inputExceeded: "the file is larger than the limit"
            case .nestingExceeded: "the file lies too deep in other files"
            case .membersExceeded: "the file that holds it holds more than the limits allow"
            case .timedOut: "the time limit was reached"
            case .memoryExceeded: "the memory limit was reached"
            case .outputExceeded: "the text is larger than the limit"
            case .crashed: "the extractor ended unexpectedly"
            case .malformedResult: "the extractor's answer was not well formed"
            case .toolMissing: "a needed program is not installed"
            case .unreadable: "the file cannot be read"
            case .unavailable: "the extractor could not be started"
            case .cancelled: "the extraction was cancelled"
            case .unconfined: "the extractor cannot be locked in on this machine; see 'tradecraft doctor'"
            }
        }
    }
}
