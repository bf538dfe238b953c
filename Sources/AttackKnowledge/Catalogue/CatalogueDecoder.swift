/// Reads the stored form of a knowledge base; see ``CatalogueFormat``.
///
/// Whole and unchanged, or not at all: the fingerprint is checked before a line is believed.
struct CatalogueDecoder {
    private let bytes: UnsafeRawBufferPointer
    private static let operation = "read stored knowledge base"

    /// Reads a knowledge base.
    static func decode(_ bytes: UnsafeRawBufferPointer) throws(KnowledgeError) -> KnowledgeBase {
        let decoder = CatalogueDecoder(bytes: bytes)
        var (facts, body) = try decoder.readHeader()
        let (end, lines, fingerprint) = try decoder.readTrailer(after: body)
        var reader = CatalogueSections()
        var number = 1
        while body < end, let next = bytes.position(of: UInt8(ascii: "\n"), from: body) {
            number += 1
            let line = CatalogueLine(UnsafeRawBufferPointer(rebasing: bytes[body..<next]), number: number)
            do {
                try reader.read(line, into: &facts)
            } catch {
                throw KnowledgeError(.damaged, during: operation, "line \(error.line) \(error.reason)", at: body)
            }
            body = next + 1
        }
        guard number - 1 == lines else {
            throw KnowledgeError(.damaged, during: operation, "has \(number - 1) entities, expected \(lines)")
        }
        return KnowledgeBase(facts, fingerprint: fingerprint)
    }

    private func readHeader() throws(KnowledgeError) -> (facts: KnowledgeFacts, end: Int) {
        let operation = CatalogueDecoder.operation
        let name = "\(CatalogueFormat.name)\t"
        guard bytes.starts(with: name.utf8) else {
            let isStart = !bytes.isEmpty && name.utf8.starts(with: bytes)
            throw KnowledgeError(
                isStart ? .truncated : .notACatalogue,
                during: operation,
                "expected a first line that begins with \(CatalogueFormat.name)"
            )
        }
        guard let end = bytes.position(of: UInt8(ascii: "\n"), from: 0) else {
            throw KnowledgeError(.truncated, during: operation, "the first line has no end", at: bytes.count)
        }
        let line = CatalogueLine(UnsafeRawBufferPointer(rebasing: bytes[..<end]), number: 1)
        do {
            let version = try line.text(0)
            guard version == "\(CatalogueFormat.version)" else {
                throw KnowledgeError(
                    .unsupportedVersion,
                    during: operation,
                    "written in another version of the format, expected version \(CatalogueFormat.version)"
                )
            }
            guard line.fieldCount == 4, let domain = AttackDomain(rawValue: try line.text(1)),
                let release = try line.optionalText(2)
            else { throw CatalogueFault("expected a version, a domain, a release and a date", line: 1) }
            return (KnowledgeFacts(domain: domain, version: release, released: try line.optionalText(3)), end + 1)
        } catch let error as KnowledgeError {
            throw error
        } catch {
            throw KnowledgeError(.damaged, during: operation, "the first line is malformed")
        }
    }

    /// Checks the last line and tells where it starts and what it says.
    private func readTrailer(after body: Int) throws(KnowledgeError) -> (start: Int, lines: Int, fingerprint: String) {
        let operation = CatalogueDecoder.operation
        let missing = KnowledgeError(.truncated, during: operation, "the last line is missing", at: bytes.count)
        guard bytes.last == UInt8(ascii: "\n") else { throw missing }
        var start = bytes.count - 1
        while start > body, bytes[start - 1] != UInt8(ascii: "\n") {
            start -= 1
        }
        let line = CatalogueLine(UnsafeRawBufferPointer(rebasing: bytes[start..<(bytes.count - 1)]), number: 0)
        guard line.hasTag("end"), line.fieldCount == 2 else { throw missing }
        let stated: String
        let count: Int?
        do {
            count = Int(try line.text(0))
            stated = try line.text(1)
        } catch {
            throw KnowledgeError(.damaged, during: operation, "the last line is malformed", at: start)
        }
        let hash = Fingerprint.of(UnsafeRawBufferPointer(rebasing: bytes[..<start]))
        guard let count, stated == Fingerprint.hexadecimal(hash) else {
            throw KnowledgeError(.damaged, during: operation, "the content doesn't match its fingerprint")
        }
        return (start, count, stated)
    }
}
