package import DocumentText
import Inbox
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Reads files without state: a container's documents one after the other, as deep as the limits allow.
package struct OneShotReader: Sendable {
    /// A document that was read, or why it was not.
    package struct Reading: Sendable {
        /// The file as it was named; the way to a document within it follows behind an exclamation mark.
        package let name: String
        /// What came of it.
        package let result: Result<ExtractedDocument, ExtractionError>
    }

    private let extractor: any DocumentExtractor
    private let limits: ExtractionLimits

    /// A reader under the settings given.
    package init(_ configuration: Configuration) {
        extractor = ExtractorProcess(
            executable: ExtractorProcess.besideRunningProgram(),
            options: configuration.extractionOptions
        )
        limits = configuration.extraction
    }

    /// Reads a file and hands over each document in it, in order.
    ///
    /// - Parameters:
    ///   - file: the file's path.
    ///   - body: takes each document; there is one for a file that is no container.
    /// - Throws: what `body` throws.
    package func read(_ file: String, _ body: (Reading) async throws -> Void) async throws {
        try await read(path: file, shown: file, name: SystemPath(file).name?.text ?? file, limits, body)
    }

    private func read(
        path: String,
        shown: String,
        name: String,
        _ limits: ExtractionLimits,
        _ body: (Reading) async throws -> Void
    ) async throws {
        let members: TemporaryMembers
        let extraction: Extraction
        do throws(ExtractionError) {
            members = try TemporaryMembers()
            extraction = try await extractor.extract(
                path: Array(path.utf8),
                name: name,
                limits: limits,
                members: members,
                text: nil
            )
        } catch {
            try await body(Reading(name: shown, result: .failure(error)))
            return
        }
        defer { members.remove() }
        switch extraction {
        case .document(let document): try await body(Reading(name: shown, result: .success(document)))
        case .members(let listing):
            var inner = limits
            inner.depth = max(0, limits.depth - 1)
            inner.members = max(1, limits.members - listing.members.count)
            inner.memberBytes = max(1, limits.memberBytes - listing.members.reduce(0) { $0 + $1.size })
            for (number, member) in listing.members.enumerated() {
                let place = "\(shown)!\(member.name)"
                guard member.kind == .file else {
                    let detail = "an address; `tradecraft submit` has the daemon fetch it"
                    let error = ExtractionError(.unsupportedFormat, document: member.name, detail: detail)
                    try await body(Reading(name: place, result: .failure(error)))
                    continue
                }
                try await read(path: members.path(of: number), shown: place, name: member.name, inner, body)
            }
            for member in listing.skipped {
                let error = ExtractionError(member.code, document: member.name)
                try await body(Reading(name: "\(shown)!\(member.name)", result: .failure(error)))
            }
        }
    }
}

/// Files of a container in a folder of the system's temporary directory.
private final class TemporaryMembers: MemberReceiver {
    private let folder: String
    private let descriptor = Mutex<CInt>(-1)

    init() throws(ExtractionError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/tradecraft-members-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Self.failure(errno) }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func path(of number: Int) -> String { "\(folder)/\(number)" }

    func begin(_ name: String, number: Int) throws(ExtractionError) {
        let opened = open(path(of: number), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw Self.failure(errno) }
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = opened
        }
    }

    func write(_ bytes: ArraySlice<UInt8>) throws(ExtractionError) {
        let problem: CInt = descriptor.withLock { descriptor in
            var rest = bytes
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return errno }
                rest = rest.dropFirst(count)
            }
            return 0
        }
        guard problem == 0 else { throw Self.failure(problem) }
    }

    func end() throws(ExtractionError) {
        descriptor.withLock { descriptor in
            close(descriptor)
            descriptor = -1
        }
    }

    func remove() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
        if let listing = opendir(folder) {
            defer { closedir(listing) }
            while let entry = readdir(listing) {
                let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(folder)/\(name)") }
            }
        }
        rmdir(folder)
    }

    private static func failure(_ problem: CInt) -> ExtractionError {
        let detail = "a temporary file cannot be written: \(String(cString: strerror(problem)))"
        return ExtractionError(.unavailable, document: "", detail: detail)
    }
}
