import DocumentText

/// The pages of a PDF that have no text, and what text recognition makes of them.
struct ScannedPages {
    private let descriptor: CInt
    private let isBlank: [Bool]
    private var read: [Int] = []
    private var missed: [Int] = []

    /// Why nothing could be recognised.
    private(set) var refusal: ReadingFailure?

    /// Finds the pages that have nothing but, perhaps, a number.
    init(_ pages: [ArraySlice<UInt8>], _ descriptor: CInt) {
        self.descriptor = descriptor
        isBlank = pages.map { page in page.count < 400 && page.count { $0.isASCIILetter || $0 >= 0x80 } < 3 }
    }

    /// The words of the page with the index, if it is a scan, recognition is on, and there is time for it.
    mutating func recognize(
        _ index: Int,
        _ draft: inout DocumentDraft,
        _ context: ReadingContext
    ) -> [UInt8]? {
        guard isBlank[index] else { return nil }
        guard refusal == nil, TextRecognition.mayBegin(draft, context) else {
            missed.append(index + 1)
            return nil
        }
        do throws(ReadingFailure) {
            let words = try TextRecognition.read(pdf: descriptor, page: index + 1, &draft, context)
            read.append(index + 1)
            return words
        } catch {
            // What is missing for one page is missing for all; a page that cannot be read costs only itself.
            if error.code == .toolMissing || error.code == .unavailable {
                refusal = error
            }
            missed.append(index + 1)
            return nil
        }
    }

    /// Says which pages were read from pictures, and which were not read.
    func warn(_ draft: inout DocumentDraft, hasPictures: Bool) {
        if !read.isEmpty {
            draft.warn("\(Self.name(read)) read by text recognition (OCR); expect mistakes.")
        }
        guard !missed.isEmpty, hasPictures else { return }
        let reason = refusal.map { " (\($0.detail))" } ?? ""
        draft.warnPartial(
            "\(missed.count) of \(isBlank.count) pages have no text (scans or pictures) and were not read\(reason): "
                + "\(Self.ranges(missed))."
        )
    }

    /// Whether there are pages whose text may be in pictures.
    var hasMissed: Bool { !missed.isEmpty }

    private static func name(_ pages: [Int]) -> String {
        pages.count == 1 ? "Page \(pages[0]) was" : "Pages \(ranges(pages)) were"
    }

    /// Pages in order as people write them, `1-3, 7`; at most twenty runs.
    static func ranges(_ pages: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for page in pages {
            if let last = runs.last, last.upperBound + 1 == page {
                runs[runs.count - 1] = last.lowerBound...page
            } else {
                runs.append(page...page)
            }
        }
        let shown = runs.prefix(20).map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
        return shown.joined(separator: ", ") + (runs.count > 20 ? ", ..." : "")
    }
}
