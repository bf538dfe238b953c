import DocumentText
import Glibc

/// Reads Word, Excel and PowerPoint files of the years before 2007, through separate programs.
///
/// What needs a password is found out here, as are the document's properties and the targets of its links: the programs
/// tell neither.
enum LegacyOfficeReader {
    /// Reads the document into `draft`.
    static func read(
        _ source: DocumentSource,
        _ format: DetectedFormat,
        into draft: inout DocumentDraft,
        _ context: ReadingContext
    ) throws(ReadingFailure) {
        let bytes = try source.bytes()
        var links: [[UInt8]] = []
        var sheets: [[UInt8]] = []
        if var file = CompoundFile(bytes) {
            PropertySet.read(&file, into: &draft)
            switch format {
            case .legacyWord:
                let stream = file.stream("WordDocument") ?? []
                guard !LegacyEncryption.isEncrypted(word: stream) else { throw encrypted }
                links = LegacyLinks.targets(word: stream)
            case .legacyExcel:
                let book = ExcelRecords(file.stream("Workbook") ?? file.stream("Book") ?? [])
                guard !book.isEncrypted else { throw encrypted }
                (links, sheets) = (book.links, book.sheets)
            default:
                guard !LegacyEncryption.isEncrypted(presentation: file.stream("Current User") ?? []) else {
                    throw encrypted
                }
                links = LegacyLinks.targets(presentation: file.stream("PowerPoint Document") ?? [])
            }
        }
        // A program that opens its input by name needs a file; in the sandbox the only one it gets is in memory.
        let copy = try DocumentSource(bytes: bytes, name: source.name)
        try copy.withDescriptor { (descriptor) throws(ReadingFailure) in
            let tools = LegacyTools(input: descriptor, limits: context.limits)
            switch format {
            case .legacyWord: try tools.readWord(into: &draft)
            case .legacyExcel: try tools.readExcel(sheets: sheets, into: &draft)
            default: try tools.readPowerPoint(into: &draft)
            }
        }
        for link in links {
            draft.text.append(link, as: .link)
        }
    }

    private static let encrypted = ReadingFailure(.encrypted, "the document needs a password")
}
