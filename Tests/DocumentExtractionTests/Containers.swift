import DocumentText

@testable import DocumentExtraction

/// Containers read in this process, and such as are made of bytes.
enum Containers {
    struct Opened {
        let listing: MemberListing
        let files: [(name: String, bytes: [UInt8])]
        let references: [String]

        var names: [String] { files.map(\.name) }

        /// "name: code", in order.
        var skipped: [String] { listing.skipped.map { "\($0.name): \($0.code)" } }

        func text(_ name: String) -> String? {
            files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
        }
    }

    /// Opens a container in memory; `nil` when it is none.
    static func open(
        _ bytes: [UInt8],
        name: String = "",
        limits: ExtractionLimits = ExtractionLimits(),
        options: ExtractionOptions = ExtractionOptions()
    ) throws -> Opened? {
        let members = CollectedMembers()
        let source = try DocumentSource(bytes: bytes, name: name)
        let context = ReadingContext(limits: limits, options: options)
        guard case .members(let listing) = try DocumentReader.read(source, context, members: members) else {
            return nil
        }
        return Opened(listing: listing, files: members.files, references: members.references)
    }

    /// Why a container gives nothing.
    static func failure(
        _ bytes: [UInt8],
        name: String = "",
        limits: ExtractionLimits = ExtractionLimits()
    ) throws -> ReadingFailure? {
        do {
            _ = try open(bytes, name: name, limits: limits)
            return nil
        } catch let failure as ReadingFailure {
            return failure
        }
    }

    /// A tar archive in its oldest form.
    static func tar(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        files.flatMap { tarEntry($0.name, $0.bytes, promised: $0.bytes.count) } + [UInt8](repeating: 0, count: 1024)
    }

    static func tarEntry(_ name: String, _ bytes: [UInt8], promised: Int, type: String = "0") -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at start: Int) {
            header.replaceSubrange(start..<(start + text.utf8.count), with: Array(text.utf8))
        }
        func octal(_ number: Int, digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: digits - text.count) + text
        }
        put(String(decoding: name.utf8.prefix(100), as: UTF8.self), at: 0)
        put("0000644", at: 100)
        put(octal(promised, digits: 11), at: 124)
        put("        ", at: 148)
        put(type, at: 156)
        put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6), at: 148)
        header[154] = 0
        return header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }

    /// Text files of a size, named by their numbers.
    static func texts(_ count: Int, size: Int) -> [(name: String, bytes: [UInt8])] {
        (0..<count).map { ("\($0).txt", [UInt8](repeating: 0x61, count: size)) }
    }
}
