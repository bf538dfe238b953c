/// Why a bundle or a stored knowledge base could not be read.
///
/// Nothing here is worth a retry: the same bytes fail again. No text of the input is repeated in it.
package struct KnowledgeError: Error, Equatable, Sendable {
    /// What went wrong.
    package let code: Code
    /// What was being done, such as "read bundle".
    package let operation: String
    /// What was found and what was expected instead, in one sentence without a full stop.
    package let detail: String
    /// Where in the input, counted in bytes from its start.
    package let byteOffset: Int?

    init(_ code: Code, during operation: String, _ detail: String, at byteOffset: Int? = nil) {
        self.code = code
        self.operation = operation
        self.detail = detail
        self.byteOffset = byteOffset
    }
}

extension KnowledgeError {
    /// The kinds of failure.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case notJSON, truncated, notABundle, noTechniques, wrongDomain, notACatalogue, unsupportedVersion, damaged
        }

        private let kind: Kind

        /// The bytes are not JSON.
        package static let notJSON = Code(kind: .notJSON)
        /// The input ends too early: a download or copy that did not finish.
        package static let truncated = Code(kind: .truncated)
        /// The JSON is not a STIX bundle.
        package static let notABundle = Code(kind: .notABundle)
        /// The bundle has no technique in force.
        package static let noTechniques = Code(kind: .noTechniques)
        /// The bundle is of another domain than was asked for, or of several.
        package static let wrongDomain = Code(kind: .wrongDomain)
        /// The bytes are not the stored form of a knowledge base.
        package static let notACatalogue = Code(kind: .notACatalogue)
        /// The stored form was written by another version of this library.
        package static let unsupportedVersion = Code(kind: .unsupportedVersion)
        /// The stored form was changed since it was written.
        package static let damaged = Code(kind: .damaged)

        /// The code as it stands in logs and in `--json` output.
        package var description: String { kind.rawValue }
    }

    /// Whether trying again with the same bytes can help: never.
    package var isTransient: Bool { false }
}

extension KnowledgeError: CustomStringConvertible {
    /// One line that an operator can act on.
    package var description: String {
        let place = byteOffset.map { " at byte \($0)" } ?? ""
        return "\(operation) failed (\(code))\(place): \(detail)"
    }
}
